"""Repositories, clusters, names of services, log groups."""

import linked_roles
from resources import Kind, lower, resource


@resource("AWS::ECR::Repository")
class Repository(Kind):
    replaced_by = frozenset({"RepositoryName", "EncryptionConfiguration"})

    def find(self, context, given):
        ecr = context.client("ecr")
        try:
            return ecr.describe_repositories(repositoryNames=[given["RepositoryName"]])["repositories"][0]["repositoryName"]
        except ecr.exceptions.RepositoryNotFoundException:
            return None

    def create(self, context, given):
        ecr, name = context.client("ecr"), given.get("RepositoryName") or context.name().lower()
        wanted = lower({key: given[key] for key in ("ImageTagMutability", "ImageScanningConfiguration") if key in given})
        wanted.update(self.exclusions(given))
        if "EncryptionConfiguration" in given:
            wanted["encryptionConfiguration"] = lower(given["EncryptionConfiguration"])
        ecr.create_repository(repositoryName=name, tags=context.tag_list(given), **wanted)
        self.expire(ecr, name, given)
        return name

    def exclusions(self, given):
        filters = given.get("ImageTagMutabilityExclusionFilters", [])
        word = "ImageTagMutabilityExclusionFilter"
        found = [{"filterType": item[word + "Type"], "filter": item[word + "Value"]} for item in filters]
        return {"imageTagMutabilityExclusionFilters": found} if found else {}

    def expire(self, ecr, name, given):
        text = given.get("LifecyclePolicy", {}).get("LifecyclePolicyText")
        if text:
            ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=text)

    def update(self, context, physical, given, before):
        ecr = context.client("ecr")
        mutability = given.get("ImageTagMutability", "MUTABLE")
        ecr.put_image_tag_mutability(repositoryName=physical, imageTagMutability=mutability, **self.exclusions(given))
        scanning = lower(given.get("ImageScanningConfiguration", {"ScanOnPush": False}))
        ecr.put_image_scanning_configuration(repositoryName=physical, imageScanningConfiguration=scanning)
        if "LifecyclePolicy" in before and "LifecyclePolicy" not in given:
            ecr.delete_lifecycle_policy(repositoryName=physical)
        self.expire(ecr, physical, given)
        ecr.tag_resource(resourceArn=self.attribute(context, physical, "Arn"), tags=context.tag_list(given))

    def delete(self, context, physical, given):
        context.client("ecr").delete_repository(repositoryName=physical, force=given.get("EmptyOnDelete", False))

    def attribute(self, context, physical, name):
        found = context.client("ecr").describe_repositories(repositoryNames=[physical])["repositories"][0]
        return found[{"Arn": "repositoryArn", "RepositoryUri": "repositoryUri"}[name]]


@resource("AWS::ECS::Cluster")
class Cluster(Kind):
    replaced_by = frozenset({"ClusterName"})

    def create(self, context, given):
        wanted = lower({key: value for key, value in given.items() if key not in ("ClusterName", "ClusterSettings", "Tags")})
        if given.get("CapacityProviders"):
            linked_roles.need("AWSServiceRoleForECS")
        answer = context.client("ecs").create_cluster(
            clusterName=given.get("ClusterName") or context.name(), settings=lower(given.get("ClusterSettings", [])), **wanted,
            tags=context.tag_list(given, "key", "value"))
        return answer["cluster"]["clusterName"]

    def update(self, context, physical, given, before):
        ecs = context.client("ecs")
        ecs.update_cluster(cluster=physical, settings=lower(given.get("ClusterSettings", [])))
        ecs.put_cluster_capacity_providers(
            cluster=physical, capacityProviders=given.get("CapacityProviders", []),
            defaultCapacityProviderStrategy=lower(given.get("DefaultCapacityProviderStrategy", [])))
        ecs.tag_resource(resourceArn=self.attribute(context, physical, "Arn"), tags=context.tag_list(given, "key", "value"))

    def delete(self, context, physical, given):
        context.client("ecs").delete_cluster(cluster=physical)

    def attribute(self, context, physical, name):
        if name != "Arn":
            return super().attribute(context, physical, name)
        return context.client("ecs").describe_clusters(clusters=[physical])["clusters"][0]["clusterArn"]


@resource("AWS::ServiceDiscovery::HttpNamespace")
class HttpNamespace(Kind):
    replaced_by = frozenset({"Name", "Description"})

    def create(self, context, given):
        client = context.client("servicediscovery")
        known = {key: given[key] for key in ("Name", "Description") if key in given}
        operation = client.create_http_namespace(**known, Tags=context.tag_list(given))["OperationId"]
        return client.get_operation(OperationId=operation)["Operation"]["Targets"]["NAMESPACE"]

    def update(self, context, physical, given, before):
        context.client("servicediscovery").tag_resource(
            ResourceARN=self.attribute(context, physical, "Arn"), Tags=context.tag_list(given))

    def delete(self, context, physical, given):
        context.client("servicediscovery").delete_namespace(Id=physical)

    def attribute(self, context, physical, name):
        return context.client("servicediscovery").get_namespace(Id=physical)["Namespace"][name]


@resource("AWS::Logs::LogGroup")
class LogGroup(Kind):
    replaced_by = frozenset({"LogGroupName", "LogGroupClass"})

    def create(self, context, given):
        logs, name = context.client("logs"), given.get("LogGroupName") or context.name()
        logs.create_log_group(logGroupName=name, tags=context.tags(given))
        self.retain(logs, name, given)
        return name

    def retain(self, logs, name, given):
        if "RetentionInDays" in given:
            logs.put_retention_policy(logGroupName=name, retentionInDays=int(given["RetentionInDays"]))
        else:
            logs.delete_retention_policy(logGroupName=name)

    def update(self, context, physical, given, before):
        logs = context.client("logs")
        self.retain(logs, physical, given)
        logs.tag_log_group(logGroupName=physical, tags=context.tags(given))

    def delete(self, context, physical, given):
        context.client("logs").delete_log_group(logGroupName=physical)

    def attribute(self, context, physical, name):
        groups = context.client("logs").describe_log_groups(logGroupNamePrefix=physical)["logGroups"]
        arn = next(group["arn"] for group in groups if group["logGroupName"] == physical)
        return arn if arn.endswith(":*") else arn + ":*"

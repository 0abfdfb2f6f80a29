"""What ECS says of clusters.

Gap: moto lists clusters that were deleted, and deletes one that has services.
AWS: "API Reference", actions ListClusters and DeleteCluster.
"""

from moto.ecs.responses import EC2ContainerServiceResponse

import service_actions
from wire import Refusal, answers

answered = answers(EC2ContainerServiceResponse)


@answered
def list_clusters(region, given):
    clusters = service_actions.backend(region).clusters.values()
    return {"clusterArns": [cluster.arn for cluster in clusters if cluster.status != "INACTIVE"]}


@answered
def delete_cluster(region, given):
    backend = service_actions.backend(region)
    cluster = backend._get_cluster(given["cluster"])
    with service_actions.lock:
        for (place, name, _), service in service_actions.services.items():
            if (place, name) == (region, cluster.name) and service.status != "INACTIVE":
                raise Refusal("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.")
    backend.delete_cluster(given["cluster"])
    return {
        "cluster": {"clusterArn": cluster.arn, "clusterName": cluster.name, "status": "INACTIVE", "registeredContainerInstancesCount": 0}
    }

"""Makes the ground of a service in AWS at AWS_ENDPOINT_URL: cluster, roles, secret, subnet, target group. Prints their names as JSON."""

import json

import boto3

region = "us-east-1"
ecs, ec2, iam, secrets, balancing = (
    boto3.client(name, region_name=region) for name in ("ecs", "ec2", "iam", "secretsmanager", "elbv2")
)
ecs.create_cluster(clusterName="demo")
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
for role in ("demo-execution", "demo-task"):
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))
secrets.create_secret(Name="demo/key", SecretString=json.dumps({"token": "s3cret-token"}))
subnets = ec2.describe_subnets()["Subnets"]
vpc = subnets[0]["VpcId"]
group = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"][0]["GroupId"]
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
table = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]["RouteTableId"]
ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
target = balancing.create_target_group(Name="web", Protocol="HTTP", Port=8080, VpcId=vpc, TargetType="ip")["TargetGroups"][0]
balancer = balancing.create_load_balancer(Name="demo", Subnets=[subnet["SubnetId"] for subnet in subnets[:2]])["LoadBalancers"][0]
balancing.create_listener(
    LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": target["TargetGroupArn"]}],
)
print(json.dumps({"subnet": subnets[0]["SubnetId"], "group": group, "target": target["TargetGroupArn"]}))

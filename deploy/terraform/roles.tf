# One role for each service, taken by its service account alone (IAM roles for service accounts). What a role may do is
# generated from the services' own calls: ../policies.

locals {
  services      = toset(["api-service", "storage-service", "render-worker"])
  oidc_provider = replace(var.cluster_oidc_provider_arn, "/^.*:oidc-provider\\//", "")
}

data "aws_iam_policy_document" "trust" {
  for_each = local.services

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.cluster_oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.oidc_provider}:sub"
      values   = ["system:serviceaccount:${var.namespace}:${each.key}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.oidc_provider}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "service" {
  for_each = local.services

  name               = "rushes-${var.environment}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
}

# The documents name the development stack's buckets and queues.
resource "aws_iam_role_policy" "service" {
  for_each = local.services

  name   = "rushes"
  role   = aws_iam_role.service[each.key].id
  policy = replace(file("${path.module}/../policies/${each.key}.json"), "-dev", "-${var.environment}")
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "UseTheKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }
}

resource "aws_iam_role_policy" "key" {
  for_each = var.kms_key_arn == "" ? toset([]) : local.services

  name   = "rushes-key"
  role   = aws_iam_role.service[each.key].id
  policy = data.aws_iam_policy_document.key.json
}

# What KEDA's own role needs to count the workers; attach it there.
data "aws_iam_policy_document" "scaling" {
  statement {
    sid       = "CountMessages"
    actions   = ["sqs:GetQueueAttributes"]
    resources = [for queue in aws_sqs_queue.this : queue.arn]
  }

  statement {
    sid       = "ReadAges"
    actions   = ["cloudwatch:GetMetricData"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "scaling" {
  name   = "rushes-${var.environment}-scaling"
  policy = data.aws_iam_policy_document.scaling.json
}

variable "region" {
  description = "AWS region of everything here."
  type        = string
  default     = "us-east-1"
}

variable "environment" {
  description = "Last part of the names of buckets and queues: dev, staging, prod."
  type        = string
  default     = "dev"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}$", var.environment))
    error_message = "Lower-case letters, digits and hyphens, at most 16."
  }
}

variable "cors_allowed_origins" {
  description = "Origins of the web pages that upload takes and play videos. No page may where this is empty."
  type        = list(string)
  default     = []
}

variable "kms_key_arn" {
  description = "Key for the buckets and queues. Empty: the keys of S3 and SQS themselves."
  type        = string
  default     = ""
}

variable "cluster_oidc_provider_arn" {
  description = "OIDC provider of the EKS cluster, so that service accounts can take the roles below."
  type        = string
}

variable "namespace" {
  description = "Kubernetes namespace of the services."
  type        = string
  default     = "rushes"
}

variable "vpc_id" {
  description = "VPC of the cluster and the database."
  type        = string
}

variable "database_subnet_ids" {
  description = "Private subnets of the database, in two zones or more."
  type        = list(string)

  validation {
    condition     = length(var.database_subnet_ids) >= 2
    error_message = "RDS needs subnets in two zones."
  }
}

variable "cluster_security_group_id" {
  description = "Security group of the cluster's nodes; nothing else reaches the database."
  type        = string
}

variable "database_instance_class" {
  description = "RDS instance class."
  type        = string
  default     = "db.t4g.small"
}

variable "database_multi_az" {
  description = "A standby in another zone. Wanted for anything but a development stack."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Whether the database refuses to be destroyed and leaves a last snapshot."
  type        = bool
  default     = true
}

variable "cluster_log_group" {
  description = "Log group that the cluster's agent (Fluent Bit) sends the containers' lines to, such as /aws/containerinsights/CLUSTER/application. Empty: no alarm for failed jobs; Prometheus' RushesFailedJobs is one too."
  type        = string
}

variable "alarm_topic_arn" {
  description = "SNS topic that alarms are sent to. Empty: alarms are only shown."
  type        = string
  default     = ""
}

variable "storage_alarm_bytes" {
  description = "Bytes in the bucket of takes beyond which somebody should look."
  type        = number
  default     = 1099511627776
}

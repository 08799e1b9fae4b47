# What somebody should be told of. docs/operations.md says what each means and what to do.

locals {
  alarm_actions = var.alarm_topic_arn == "" ? [] : [var.alarm_topic_arn]
}

# A dead letter is a job or an analysis that failed for good.
resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = local.queues

  alarm_name          = "rushes-${var.environment}-${each.key}-dead-letters"
  alarm_description   = "Dead letters in ${each.value.dead_letter_name}: GET /api/v1/queues/dead-letters tells why."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letter[each.key].name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# Messages older than this wait for workers that are not there, or that do not keep up.
resource "aws_cloudwatch_metric_alarm" "oldest_message" {
  for_each = local.queues

  alarm_name          = "rushes-${var.environment}-${each.key}-oldest-message"
  alarm_description   = "Nothing takes from ${each.value.name}: are there workers, and are they ready?"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.this[each.key].name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# One or two failed jobs are somebody's damaged take. The services tell of a job's end in their logs, a line of JSON each: the
# status is in the line's context, below what the cluster's agent puts around the line.
resource "aws_cloudwatch_log_metric_filter" "failed_jobs" {
  count = var.cluster_log_group == "" ? 0 : 1

  name           = "rushes-${var.environment}-failed-jobs"
  log_group_name = var.cluster_log_group
  pattern        = "{ ($.log_processed.mdc.jobStatus = \"failed\") && ($.kubernetes.namespace_name = \"${var.namespace}\") }"

  metric_transformation {
    namespace     = "Rushes"
    name          = "FailedJobs-${var.environment}"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "failed_jobs" {
  count = var.cluster_log_group == "" ? 0 : 1

  alarm_name          = "rushes-${var.environment}-failed-jobs"
  alarm_description   = "Three jobs or more failed within an hour: GET /api/v1/jobs?status=failed tells why."
  namespace           = aws_cloudwatch_log_metric_filter.failed_jobs[0].metric_transformation[0].namespace
  metric_name         = aws_cloudwatch_log_metric_filter.failed_jobs[0].metric_transformation[0].name
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# Takes stay for good, so growth is what costs.
resource "aws_cloudwatch_metric_alarm" "storage_growth" {
  alarm_name          = "rushes-${var.environment}-storage-growth"
  alarm_description   = "More takes than expected: GET /api/v1/reports/storage tells what lies where."
  namespace           = "AWS/S3"
  metric_name         = "BucketSizeBytes"
  dimensions          = { BucketName = aws_s3_bucket.this["raw-footage"].id, StorageType = "StandardStorage" }
  statistic           = "Average"
  period              = 86400
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.storage_alarm_bytes
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "database_space" {
  alarm_name          = "rushes-${var.environment}-database-space"
  alarm_description   = "The database has under 2 GiB left."
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.this.identifier }
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 2147483648
  alarm_actions       = local.alarm_actions
}

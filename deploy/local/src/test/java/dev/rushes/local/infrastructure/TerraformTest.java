package dev.rushes.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.common.storage.BucketRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Terraform makes the very buckets and queues that the services expect. */
class TerraformTest {
    private static final Path FOLDER = Path.of("..", "terraform");
    private static final Path DESCRIPTION = FOLDER.resolve("description.tf.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes the description anew: {@code -Drushes.describe=true}. */
    private static final boolean REWRITE = Boolean.getBoolean("rushes.describe");

    @Test
    void theDescriptionIsTheOneThatTheServicesUse() throws IOException {
        String expected = JSON.writeValueAsString(Map.of("locals", description())) + "\n";
        if (REWRITE) {
            Files.writeString(DESCRIPTION, expected);
        }

        assertThat(JSON.readTree(Files.readString(DESCRIPTION)))
                .as("write it again with -Dtest=TerraformTest -Drushes.describe=true")
                .isEqualTo(JSON.readTree(expected));
    }

    /** A number beside the description would be one that no service knows of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "buckets.tf|each.value.name",
                "buckets.tf|rule.value.id",
                "buckets.tf|rule.value.prefix",
                "buckets.tf|transition.value",
                "buckets.tf|expiration.value",
                "buckets.tf|local.abort_incomplete_upload_days",
                "buckets.tf|local.old_version_days",
                "buckets.tf|local.browser_methods",
                "buckets.tf|local.browser_exposed_headers",
                "buckets.tf|local.browser_max_age_seconds",
                "queues.tf|each.value.name",
                "queues.tf|each.value.dead_letter_name",
                "queues.tf|local.visibility_seconds",
                "queues.tf|local.retention_seconds",
                "queues.tf|local.dead_letter_retention_seconds",
                "queues.tf|local.max_receives",
            })
    void anAttributeComesFromTheDescription(String file, String reference) {
        assertThat(read(FOLDER.resolve(file)))
                .containsPattern("(?m)^\\s*\\w+\\s*= " + Pattern.quote(reference) + "$");
    }

    @Test
    void noNumberStandsBesideTheDescription() {
        for (String file : List.of("buckets.tf", "queues.tf")) {
            List<String> numbers =
                    Pattern.compile("(?m)^\\s*\\w+\\s*=\\s*\\d+\\s*$")
                            .matcher(read(FOLDER.resolve(file)))
                            .results()
                            .map(MatchResult::group)
                            .map(String::strip)
                            .toList();
            assertThat(numbers).as(file).isEmpty();
        }
    }

    @Test
    void whatHoldsForEveryBucketIsSet() {
        String buckets = read(FOLDER.resolve("buckets.tf"));

        assertThat(buckets)
                .containsPattern("status = \"Enabled\"")
                .containsPattern("storage_class\\s*= \"GLACIER\"")
                .containsPattern("block_public_acls\\s*= true")
                .containsPattern("block_public_policy\\s*= true")
                .containsPattern("ignore_public_acls\\s*= true")
                .containsPattern("restrict_public_buckets\\s*= true")
                .containsPattern(
                        "sse_algorithm\\s*= var.kms_key_arn == \"\" \\? \"AES256\" : \"aws:kms\"");
        assertThat(read(FOLDER.resolve("queues.tf")))
                .containsPattern("fifo_queue\\s*= true")
                .doesNotContainPattern("fifo_queue\\s*= false");
    }

    @Test
    void theOutputsAreVariablesOfTheServices() {
        String example = read(Path.of("..", "..", ".env.example"));
        Set<String> known = new TreeSet<>();
        Pattern.compile("(?m)^([A-Z][A-Z0-9_]+)=")
                .matcher(example)
                .results()
                .forEach(found -> known.add(found.group(1)));

        List<String> named =
                Pattern.compile("(?m)^\\s+([A-Z][A-Z0-9_]+)\\s*=")
                        .matcher(read(FOLDER.resolve("outputs.tf")))
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(known).containsAll(named);
    }

    /** The generated rights name the development stack; Terraform puts its own environment in the place of "-dev". */
    @ParameterizedTest
    @ValueSource(strings = {"api-service", "storage-service", "render-worker"})
    void rightsSpeakOfOurBucketsAndQueuesAlone(String service) {
        Set<String> ours = new TreeSet<>();
        for (BucketRole role : BucketRole.values()) {
            ours.add(role.defaultName());
        }
        for (QueueDefinition queue :
                List.of(QueueDefinition.VIDEO_PROCESSING, QueueDefinition.MEDIA_ANALYSIS)) {
            ours.add(queue.name());
            ours.add(queue.deadLetterName());
        }

        Set<String> named =
                matches(
                        read(FOLDER.resolve(Path.of("..", "policies", service + ".json"))),
                        "\"arn:aws:(?:s3:::|sqs:\\*:\\*:)([^\"/]+)[\"/]");

        assertThat(named).isNotEmpty();
        assertThat(ours).containsAll(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dead_letters|\"ApproximateNumberOfMessagesVisible\"|GreaterThanThreshold|0",
                "oldest_message|\"ApproximateAgeOfOldestMessage\"|GreaterThanThreshold|3600",
                "failed_jobs|aws_cloudwatch_log_metric_filter.failed_jobs[0].metric_transformation[0].name|GreaterThanOrEqualToThreshold|3",
                "storage_growth|\"BucketSizeBytes\"|GreaterThanThreshold|var.storage_alarm_bytes",
                "database_space|\"FreeStorageSpace\"|LessThanThreshold|2147483648",
            })
    void anAlarmLooksAtItsMetricAndTellsSomebody(
            String name, String metric, String comparison, String threshold) {
        String alarm = resource("alarms.tf", "aws_cloudwatch_metric_alarm", name);

        assertThat(attribute(alarm, "metric_name")).isEqualTo(metric);
        assertThat(attribute(alarm, "comparison_operator")).isEqualTo('"' + comparison + '"');
        assertThat(attribute(alarm, "threshold")).isEqualTo(threshold);
        assertThat(attribute(alarm, "alarm_actions")).isEqualTo("local.alarm_actions");
    }

    /** The metric is counted from lines of the services, so its pattern names what they write. */
    @Test
    void failedJobsAreCountedByTheStatusInTheLogsOfTheServices() {
        String filter = resource("alarms.tf", "aws_cloudwatch_log_metric_filter", "failed_jobs");

        assertThat(attribute(filter, "pattern"))
                .isEqualTo(
                        "\"{ ($.log_processed.mdc.%s = \\\"%s\\\") && ($.kubernetes.namespace_name = \\\"${var.namespace}\\\") }\""
                                .formatted(JobStatus.LOG_FIELD, JobStatus.FAILED.text()));
        assertThat(attribute(filter, "log_group_name")).isEqualTo("var.cluster_log_group");
        assertThat(attribute(filter, "value")).isEqualTo("\"1\"");
    }

    @Test
    void everyReferenceHasItsDeclaration() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".tf"))
                    .forEach(file -> all.append(read(file)));
        }
        String text = all.toString();
        assertThat(matches(text, "var\\.(\\w+)")).isEqualTo(matches(text, "variable \"(\\w+)\""));
        Set<String> locals = matches(text, "(?m)^  (\\w+)\\s+= ");
        locals.addAll(description().keySet());
        assertThat(locals).containsAll(matches(text, "local\\.(\\w+)"));
        Set<String> resources = new TreeSet<>();
        Pattern.compile("(?:resource|data) \"(\\w+)\" \"(\\w+)\"")
                .matcher(text)
                .results()
                .forEach(found -> resources.add(found.group(1) + "." + found.group(2)));
        assertThat(resources).containsAll(matches(text, "(?<!\\.)\\b(aws_\\w+\\.\\w+)"));
    }

    @Test
    void theFilesAreFormatted() throws IOException, InterruptedException {
        Process terraform;
        try {
            terraform =
                    new ProcessBuilder("terraform", "fmt", "-check", "-diff", FOLDER.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            assumeThat(e)
                    .as("no terraform on this machine, so its formatting is not checked")
                    .isNull();
            return;
        }
        String said =
                new String(
                        terraform.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(terraform.waitFor()).as(said).isZero();
    }

    /** The services' own definitions, in Terraform's words. */
    private static Map<String, Object> description() {
        Map<String, Object> buckets = new LinkedHashMap<>();
        for (BucketRole role : BucketRole.values()) {
            BucketDefinition bucket = BucketDefinition.of(role);
            List<Map<String, @Nullable Object>> rules = new ArrayList<>();
            for (BucketDefinition.LifecycleRule rule : bucket.lifecycle()) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("id", rule.id());
                one.put("prefix", rule.prefix());
                one.put("archive_after_days", rule.archiveAfterDays());
                one.put("delete_after_days", rule.deleteAfterDays());
                rules.add(one);
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", perEnvironment(role.defaultName()));
            one.put("browser", bucket.browserAccess());
            one.put("rules", rules);
            buckets.put(role.wireName(), one);
        }
        Map<String, Object> queues = new LinkedHashMap<>();
        for (QueueDefinition queue :
                List.of(QueueDefinition.VIDEO_PROCESSING, QueueDefinition.MEDIA_ANALYSIS)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", perEnvironment(queue.name()));
            one.put("dead_letter_name", perEnvironment(queue.deadLetterName()));
            queues.put(queue.role(), one);
        }
        Map<String, Object> locals = new LinkedHashMap<>();
        locals.put("buckets", buckets);
        locals.put("abort_incomplete_upload_days", BucketDefinition.ABORT_INCOMPLETE_UPLOAD_DAYS);
        locals.put("old_version_days", BucketDefinition.OLD_VERSION_DAYS);
        locals.put("browser_methods", BucketDefinition.BROWSER_METHODS);
        locals.put("browser_exposed_headers", BucketDefinition.BROWSER_EXPOSED_HEADERS);
        locals.put("browser_max_age_seconds", BucketDefinition.BROWSER_MAX_AGE_SECONDS);
        locals.put("queues", queues);
        locals.put("visibility_seconds", QueueDefinition.VISIBILITY.toSeconds());
        locals.put("retention_seconds", QueueDefinition.RETENTION.toSeconds());
        locals.put(
                "dead_letter_retention_seconds", QueueDefinition.DEAD_LETTER_RETENTION.toSeconds());
        locals.put("max_receives", QueueDefinition.MAX_RECEIVES);
        return locals;
    }

    /** A default name is that of the development environment. */
    private static String perEnvironment(String defaultName) {
        assertThat(defaultName).containsOnlyOnce("-dev");
        return defaultName.replace("-dev", "-${var.environment}");
    }

    /** The text of one resource, as far as the brace that closes it. */
    private static String resource(String file, String type, String name) {
        String text = read(FOLDER.resolve(file));
        int start = text.indexOf("resource \"%s\" \"%s\" {".formatted(type, name));
        assertThat(start).as("%s %s in %s", type, name, file).isNotNegative();
        return text.substring(start, text.indexOf("\n}\n", start));
    }

    private static String attribute(String resource, String name) {
        return Pattern.compile("(?m)^\\s+" + name + "\\s*= (.+)$")
                .matcher(resource)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + resource));
    }

    private static Set<String> matches(String text, String pattern) {
        Set<String> found = new TreeSet<>();
        Pattern.compile(pattern).matcher(text).results().forEach(one -> found.add(one.group(1)));
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

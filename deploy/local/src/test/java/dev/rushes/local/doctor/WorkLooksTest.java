package dev.rushes.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.standin.StandIns;
import dev.rushes.local.validate.Environment;
import dev.rushes.local.validate.Migrations;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class WorkLooksTest {
    private static final String BUCKET = "doctor-processed-videos";
    // The shared ones' database is another test's.
    private static final StandIns STAND_INS = StandIns.startEphemeral();
    private static final Map<String, String> VARIABLES = new HashMap<>(STAND_INS.environment());

    @BeforeAll
    static void aDatabaseAndABucketOfItsOwn() throws Exception {
        VARIABLES.put("S3_PROCESSED_VIDEOS_BUCKET", BUCKET);
        Environment environment = new Environment(VARIABLES);
        try (Connection connection = environment.connect()) {
            Migrations.apply(connection);
        }
        try (S3Client s3 = environment.s3()) {
            s3.createBucket(request -> request.bucket(BUCKET));
        }
    }

    @AfterAll
    static void stop() {
        STAND_INS.close();
    }

    @Test
    void nothingIsSaidOfWhatIsWell() {
        assertThat(findings(VARIABLES))
                .allSatisfy((look, finding) ->
                        assertThat(finding).as(look).isInstanceOf(Finding.Well.class));
        assertThat(findings(VARIABLES)).hasSize(4);
    }

    @Test
    void aColumnThatIsMissingIsNamed() throws Exception {
        Environment environment = new Environment(VARIABLES);
        change(environment, "ALTER TABLE episodes RENAME COLUMN final_video_sha256 TO other");
        try {
            assertThat(ill("entities", VARIABLES))
                    .contains("do not fit")
                    .contains("final_video_sha256 is missing");
        } finally {
            change(environment, "ALTER TABLE episodes RENAME COLUMN other TO final_video_sha256");
        }
    }

    @Test
    void anUploadThatS3RefusesIsToldWithItsReason() {
        Map<String, String> wrong = new HashMap<>(VARIABLES);
        wrong.put("AWS_SECRET_ACCESS_KEY", "another");
        assertThat(ill("S3 upload by a presigned URL", wrong))
                .endsWith(" answers 403 SignatureDoesNotMatch");
    }

    @Test
    void aQueueThatStandsStillIsToldByWhatItLacks() throws Exception {
        Environment environment = new Environment(VARIABLES);
        change(
                environment,
                """
                INSERT INTO shows (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'Doctor');
                INSERT INTO episodes (id, show_id, title) VALUES
                    ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'Doctor');
                INSERT INTO ai_edit_plans (id, episode_id, edit_structure, content_hash) VALUES
                    ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', '{}', 'x');
                INSERT INTO video_processing_jobs (episode_id, edit_plan_id, dispatch, dispatched_at) VALUES
                    ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000003', 1,
                     now() - interval '45 minutes');
                INSERT INTO dead_letters (queue_role, job_id, dispatch, reason)
                    SELECT 'video-processing', id, 1, 'Three workers went silent' FROM video_processing_jobs;
                """);
        try {
            assertThat(ill("queue of renders", VARIABLES))
                    .isEqualTo("the oldest message has waited 45 minutes");
            assertThat(ill("dead letters", VARIABLES))
                    .isEqualTo("1, such as: Three workers went silent");
            change(environment, "UPDATE video_processing_jobs SET phase = 'restoring'");
            assertThat(ill("queue of renders", VARIABLES)).isEqualTo("not ill");
            change(
                    environment,
                    "UPDATE video_processing_jobs SET status = 'processing', phase = 'rendering', lease_expires_at = now() - interval '4 minutes'");
            assertThat(ill("queue of renders", VARIABLES)).isEqualTo("1 jobs have a silent worker");
        } finally {
            change(
                    environment,
                    "DELETE FROM dead_letters; DELETE FROM video_processing_jobs; DELETE FROM ai_edit_plans; DELETE FROM episodes; DELETE FROM shows");
        }
    }

    private static String ill(String look, Map<String, String> variables) {
        return findings(variables).get(look) instanceof Finding.Ill(String detail, String _)
                ? detail
                : "not ill";
    }

    private static Map<String, Finding> findings(Map<String, String> variables) {
        Map<String, Finding> findings = new HashMap<>();
        List<Look> looks = new WorkLooks(new Environment(variables)).all();
        looks.forEach(look -> findings.put(look.name(), look.finding()));
        return findings;
    }

    private static void change(Environment environment, String sql) throws Exception {
        try (Connection connection = environment.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

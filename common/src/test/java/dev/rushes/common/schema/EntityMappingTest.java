package dev.rushes.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.job.Doors;
import dev.rushes.common.job.JobFailure;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobOutput;
import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobSegments;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.ProcessingMethod;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.layer.PresetCategory;
import dev.rushes.common.layer.SceneLayerConfiguration;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.plan.AiRevision;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.EditingDecision;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.RenderingStatus;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptFormat;
import dev.rushes.common.show.ScriptMetadata;
import dev.rushes.common.show.ScriptSceneType;
import dev.rushes.common.show.ScriptVersion;
import dev.rushes.common.show.Show;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.training.TrainingSource;
import dev.rushes.common.training.TrainingVideo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The entities against the migrated schema, without the framework around them. */
final class EntityMappingTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private static Postgres database;
    private static SessionFactory sessions;

    @BeforeAll
    static void open() {
        database = Postgres.migrated();
        // Start-up fails where a column is missing or of another type.
        sessions = Sessions.validated(database);
    }

    @AfterAll
    static void close() {
        sessions.close();
    }

    @Test
    void everyEntityIsStoredAndReadBack() throws Exception {
        Show show = new Show();
        show.name = "Été à la Plage!";
        Episode episode = new Episode();
        episode.show = show;
        episode.title = "Pilot";
        Scene scene = new Scene();
        scene.episode = episode;
        scene.name = "Intro";
        scene.sceneNumber = 1;
        scene.type = "intro";
        scene.takeNumber = 2;
        scene.footageStored("episodes/e/scenes/s/u/INTRO-TAKE-2.mp4", "\"etag\"", "v1", 1234L);
        scene.queueAnalysis();
        Script script = new Script();
        script.episode = episode;
        script.scriptText = "INT. DAY";
        ScriptMetadata metadata = new ScriptMetadata();
        metadata.script = script;
        metadata.sceneName = "INTRO";
        metadata.sceneType = ScriptSceneType.INTRO;
        metadata.energyLevel = EnergyLevel.HIGH;
        ScriptVersion version = new ScriptVersion();
        version.script = script;
        version.number = 1;
        version.scriptText = "INT. DAY";
        version.format = ScriptFormat.FOUNTAIN;
        EditPlan plan =
                EditPlan.draft(
                        episode, JSON.readTree("{\"scenes\":[],\"totalDuration\":35.80}"), "h1");
        EditingDecision decision = new EditingDecision();
        decision.episode = episode;
        decision.scene = scene;
        decision.actionType = "TRIM_CLIP";
        decision.afterState = JSON.readTree("{\"end\":10.5}");
        AiRevision revision = new AiRevision();
        revision.originalPlan = plan;
        revision.revisionNumber = 1;
        revision.revisedPlan = JSON.readTree("{}");
        VideoJob job = new VideoJob(plan, JobKind.FULL, ProcessingMethod.WORKER, null);
        DeadLetter letter = new DeadLetter();
        letter.queue = DeadLetterQueue.VIDEO_PROCESSING;
        letter.job = job;
        letter.dispatch = 1;
        SceneLayerConfiguration layers = new SceneLayerConfiguration();
        layers.scene = scene;
        layers.layers = JSON.readTree("{\"main\":{}}");
        LayerPreset preset = new LayerPreset();
        preset.name = "Lower third";
        preset.category = PresetCategory.MAIN_CONTENT;
        preset.layerTemplate = JSON.readTree("{\"text\":\"{{TITLE}}\"}");
        preset.placeholders = JSON.readTree("[\"TITLE\"]");
        TrainingVideo video = new TrainingVideo();
        video.videoId = "dQw4w9WgXcQ";
        video.sourceType = TrainingSource.YOUTUBE_USER;
        video.show = show;
        Upload upload = new Upload();
        upload.kind = UploadKind.RAW_FOOTAGE;
        upload.scene = scene;
        upload.filename = "INTRO-TAKE-2.mp4";
        upload.contentType = "video/mp4";
        upload.sizeBytes = 1234;
        upload.bucket = "raw-footage";
        upload.s3Key = "episodes/e/scenes/s/u/INTRO-TAKE-2.mp4";
        OutboxMessage message =
                OutboxMessage.due(
                        OutboxTopic.ANALYSE_FOOTAGE, JSON.readTree("{\"dispatch\":1}"), NOON);
        sessions.inTransaction(session -> {
            for (Object entity :
                    new Object[] {
                        show, episode, scene, script, version, metadata, plan, decision, revision,
                        job, letter, layers, preset, video, upload, message
                    }) {
                session.persist(entity);
            }
        });

        sessions.inTransaction(session -> {
            assertThat(session.find(Show.class, show.id).slug)
                    .isEqualTo("ete-a-la-plage-" + show.id.toString().substring(0, 8));
            assertThat(session.find(Show.class, show.id).status).isEqualTo("active");
            Episode readEpisode = session.find(Episode.class, episode.id);
            assertThat(readEpisode.renderingStatus()).isEqualTo(RenderingStatus.NOT_STARTED);
            assertThat(readEpisode.show.id).isEqualTo(show.id);
            Scene readScene = session.find(Scene.class, scene.id);
            assertThat(readScene.analysisStatus()).isEqualTo(AnalysisStatus.QUEUED);
            assertThat(readScene.analysisDispatch()).isEqualTo(1);
            assertThat(readScene.type).isEqualTo("intro");
            assertThat(readScene.rawFootageVersionId()).isEqualTo("v1");
            assertThat(session.find(Script.class, script.id).scriptText).isEqualTo("INT. DAY");
            assertThat(session.find(ScriptVersion.class, version.id).format)
                    .isEqualTo(ScriptFormat.FOUNTAIN);
            assertThat(session.find(ScriptMetadata.class, metadata.id).sceneType)
                    .isEqualTo(ScriptSceneType.INTRO);
            EditPlan readPlan = session.find(EditPlan.class, plan.id);
            assertThat(readPlan.status()).isEqualTo(PlanStatus.DRAFT);
            assertThat(readPlan.editStructure().get("totalDuration").decimalValue())
                    .isEqualByComparingTo("35.8");
            VideoJob readJob = session.find(VideoJob.class, job.id);
            assertThat(readJob.status()).isEqualTo(JobStatus.QUEUED);
            assertThat(readJob.dispatch()).isEqualTo(1);
            assertThat(session.find(OutboxMessage.class, message.id).topic)
                    .isEqualTo(OutboxTopic.ANALYSE_FOOTAGE);
            assertThat(session.find(OutboxMessage.class, message.id).availableAt).isEqualTo(NOON);
            assertThat(session.find(Upload.class, upload.id).kind)
                    .isEqualTo(UploadKind.RAW_FOOTAGE);
            assertThat(session.find(TrainingVideo.class, video.id).analysisStatus)
                    .isEqualTo(AnalysisStatus.NONE);
            assertThat(session.find(LayerPreset.class, preset.id).placeholders.get(0).asText())
                    .isEqualTo("TITLE");
        });
        assertThat(database.text("SELECT topic FROM outbox")).isEqualTo("analyse-footage");
        assertThat(database.text("SELECT kind || ' ' || status FROM uploads"))
                .isEqualTo("raw-footage pending");
        assertThat(
                        database.text(
                                "SELECT edit_structure::text FROM ai_edit_plans WHERE id = '"
                                        + plan.id
                                        + "'"))
                .isEqualTo("{\"scenes\": [], \"totalDuration\": 35.80}");
    }

    @Test
    void aJobGoesItsWayAndTheDatabaseCountsItsDuration() {
        UUID plan = Rows.insertPlan(database);
        VideoJob job =
                sessions.fromTransaction(session -> {
                    VideoJob made =
                            new VideoJob(
                                    session.find(EditPlan.class, plan),
                                    JobKind.DRAFT,
                                    ProcessingMethod.WORKER,
                                    null);
                    session.persist(made);
                    return made;
                });
        Attempt attempt = claimed(job);
        sessions.inTransaction(session ->
                assertThat(
                                Doors.on(session)
                                        .progress(
                                                attempt,
                                                40,
                                                JobPhase.RENDERING,
                                                new BigDecimal("1.5"),
                                                9,
                                                new JobSegments(12, 7, 2)))
                        .isTrue());
        VideoJob running =
                sessions.fromTransaction(session -> session.find(VideoJob.class, job.id));
        assertThat(running.speed()).isEqualByComparingTo("1.5");
        assertThat(running.etaSeconds()).isEqualTo(9);
        sessions.inTransaction(session ->
                assertThat(
                                Doors.on(session)
                                        .complete(
                                                attempt,
                                                new JobOutput(
                                                        "episodes/e/final/j/1/video.mp4",
                                                        "v1",
                                                        99L,
                                                        "ab",
                                                        null)))
                        .isTrue());

        VideoJob done = sessions.fromTransaction(session -> session.find(VideoJob.class, job.id));
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.processingDurationSeconds())
                .isEqualByComparingTo(
                        database.text(
                                "SELECT round(extract(epoch FROM completed_at - started_at)::numeric, 3)"
                                        + " FROM video_processing_jobs WHERE id = '"
                                        + job.id
                                        + "'"));
        assertThat(done.progressPercentage()).isEqualTo(100);
        assertThat(done.segments()).isEqualTo(new JobSegments(12, 7, 2));
    }

    @Test
    void aFailedJobThatIsTriedAgainHasNoDurationAndNoError() {
        UUID plan = Rows.insertPlan(database);
        VideoJob job =
                sessions.fromTransaction(session -> {
                    VideoJob made =
                            new VideoJob(
                                    session.find(EditPlan.class, plan),
                                    JobKind.DRAFT,
                                    ProcessingMethod.WORKER,
                                    null);
                    session.persist(made);
                    return made;
                });
        Attempt attempt = claimed(job);
        sessions.inTransaction(session ->
                assertThat(
                                Doors.on(session)
                                        .fail(
                                                attempt,
                                                new JobFailure(
                                                        "bad-input",
                                                        "Bad input",
                                                        "no video stream",
                                                        false)))
                        .isTrue());
        assertThat(
                        database.text(
                                "SELECT processing_duration_seconds >= 0 FROM video_processing_jobs WHERE id = '"
                                        + job.id
                                        + "'"))
                .isEqualTo("t");

        sessions.inTransaction(session -> assertThat(Doors.on(session).retry(job.id)).isPresent());
        VideoJob queued = sessions.fromTransaction(session -> session.find(VideoJob.class, job.id));
        assertThat(queued.processingDurationSeconds()).isNull();
        assertThat(queued.failure()).isNull();
        assertThat(queued.dispatch()).isEqualTo(2);
    }

    private static Attempt claimed(VideoJob job) {
        var claim =
                sessions.fromTransaction(session ->
                        Doors.on(session)
                                .claim(job.id, job.dispatch(), "w1", Duration.ofMinutes(1)));
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted<Attempt>) claim).attempt();
    }

    @Test
    void aSecondWriterOfTheSameEpisodeIsRefused() {
        UUID id = Rows.insertEpisode(database);
        Episode first = sessions.fromTransaction(session -> session.find(Episode.class, id));
        sessions.inTransaction(session -> session.find(Episode.class, id).title = "Second");
        first.title = "First";
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> sessions.inTransaction(session -> session.merge(first))))
                .isInstanceOf(jakarta.persistence.OptimisticLockException.class);
        assertThat(database.text("SELECT title || version FROM episodes WHERE id = '" + id + "'"))
                .isEqualTo("Second1");
    }
}

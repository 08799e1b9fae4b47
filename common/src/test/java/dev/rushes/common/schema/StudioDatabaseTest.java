package dev.rushes.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.Doors;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobOutput;
import dev.rushes.common.job.ProcessingMethod;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.AnalysisAttempt;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.RenderingStatus;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptMetadata;
import dev.rushes.common.show.ScriptSceneType;
import dev.rushes.common.show.Show;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the migrations make of databases that a studio has used for years. */
final class StudioDatabaseTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final UUID PILOT = UUID.fromString("00000000-0000-0000-0000-000000000011");
    private static final UUID SECOND = UUID.fromString("00000000-0000-0000-0000-000000000012");
    private static final UUID OPENING = UUID.fromString("00000000-0000-0000-0000-000000000021");

    @ParameterizedTest
    @ValueSource(strings = {"integer-scripts", "uuid-scripts", "bigint-scripts"})
    void noRowAndNoValueIsLost(String studio) {
        Postgres database = studio(studio);
        Map<String, List<String>> before = contents(database);
        assertThat(before).isNotEmpty();
        Map<String, String> reading = readingQueries(database);

        database.migrate();

        Map<String, List<String>> after = new LinkedHashMap<>();
        reading.forEach((table, query) -> after.put(table, database.texts(query)));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aVersionThatWasEmptyIsTheOnlyValueThatIsFilledIn() {
        Postgres database = studio("integer-scripts");
        database.run("UPDATE episodes SET version = NULL WHERE id = '" + SECOND + "'");
        database.migrate();
        assertThat(database.texts("SELECT version FROM episodes ORDER BY id"))
                .containsExactly("3", "0", "9");
    }

    @Test
    void aStudiosOwnIndexesViewsTriggersAndHistoryStay() {
        Postgres database = studio("integer-scripts");
        database.migrate();
        assertThat(
                        database.text(
                                "SELECT count(*) FROM pg_indexes WHERE indexname = 'scenes_by_location'"))
                .isEqualTo("1");
        assertThat(database.text("SELECT name FROM long_scenes")).isEqualTo("Opening");
        assertThat(database.text("SELECT count(*) FROM pg_trigger WHERE tgname = 'stamp'"))
                .isEqualTo("1");
        assertThat(database.text("SELECT description FROM flyway_schema_history"))
                .isEqualTo("their own");
    }

    @Test
    void ourWorkflowRunsBesideIntegerScripts() {
        Postgres database = studio("integer-scripts");
        database.migrate();
        assertThat(typeOfScriptKey(database)).isEqualTo("integer");
        assertThat(runWorkflow(database, 1)).isEqualTo(4L);
    }

    @Test
    void ourWorkflowRunsBesideBigintScripts() {
        Postgres database = studio("bigint-scripts");
        database.migrate();
        assertThat(typeOfScriptKey(database)).isEqualTo("bigint");
        assertThat(runWorkflow(database, 0)).isEqualTo(5_000_000_001L);
    }

    @Test
    void scriptMetadataTakesUuidKeys() {
        Postgres database = studio("uuid-scripts");
        database.migrate();
        assertThat(typeOfScriptKey(database)).isEqualTo("uuid");
        database.run(
                """
                INSERT INTO script_metadata (script_id, scene_id, scene_type)
                VALUES ('00000000-0000-0000-0000-000000000031', 'INTRO', 'intro')
                """);
        database.run("DELETE FROM episode_scripts");
        assertThat(database.text("SELECT count(*) FROM script_metadata")).isEqualTo("0");
    }

    @Test
    void rowsCanBeWrittenWhereAStudioRequiresColumnsThatWeDoNotKnow() {
        Postgres database = studio("uuid-scripts");
        database.migrate();
        try (SessionFactory sessions = Sessions.on(database)) {
            Show show = new Show();
            show.name = "New";
            Episode episode = new Episode();
            episode.show = show;
            episode.title = "New episode";
            sessions.inTransaction(session -> {
                session.persist(show);
                session.persist(episode);
                for (int take = 1; take <= 2; take++) {
                    Scene scene = new Scene();
                    scene.episode = episode;
                    scene.name = "Take " + take;
                    session.persist(scene);
                }
            });
            assertThat(
                            database
                                    .texts("SELECT label FROM scenes WHERE name IS NOT NULL")
                                    .stream()
                                    .distinct())
                    .hasSize(2)
                    .allMatch(label -> !label.isEmpty());
            assertThat(database.text("SELECT name FROM episodes WHERE title IS NOT NULL"))
                    .isEqualTo("");
        }
    }

    @Test
    void rowsOfAStudioAreReadAndChangedWithoutTouchingTheRest() {
        Postgres database = studio("integer-scripts");
        database.migrate();
        try (SessionFactory sessions = Sessions.on(database)) {
            sessions.inTransaction(session -> {
                Episode pilot = session.find(Episode.class, PILOT);
                assertThat(pilot.title).isEqualTo("Pilot");
                assertThat(pilot.status).isEqualTo("aired");
                assertThat(pilot.seasonNumber).isEqualTo(1);
                assertThat(pilot.aiEditEnabled).isFalse();
                // Their word for it says nothing about renders of ours.
                assertThat(pilot.renderingStatus()).isEqualTo(RenderingStatus.NOT_STARTED);
                assertThat(pilot.createdAt).isEqualTo(Instant.parse("2019-05-06T07:08:09Z"));
                pilot.seasonNumber = 2;
                Scene opening = session.find(Scene.class, OPENING);
                assertThat(opening.type).isEqualTo("interview");
                assertThat(opening.analysisStatus()).isEqualTo(AnalysisStatus.NONE);
                assertThat(opening.rawFootageDuration()).isEqualByComparingTo("12.3456");
                assertThat(Objects.requireNonNull(opening.rawFootageMetadata()).get("fps").asInt())
                        .isEqualTo(25);
                opening.name = "Cold open";
            });
        }
        assertThat(
                        database.text(
                                "SELECT season_number || rendering_status || version || (ai_edit_enabled IS NULL)"
                                        + " FROM episodes WHERE id = '"
                                        + PILOT
                                        + "'"))
                .isEqualTo("2pending4true");
        assertThat(
                        database.text(
                                "SELECT name || ai_confidence_score || (ai_selected IS NULL) FROM scenes WHERE id = '"
                                        + OPENING
                                        + "'"))
                .isEqualTo("Cold open87.50true");
    }

    @Test
    void wordsThatWereThereStayAllowedAndNewOnesAreRefused() {
        Postgres database = studio("bigint-scripts");
        database.migrate();
        database.run("UPDATE scenes SET analysis_status = 'reviewed', take_number = 1");
        assertThatThrownBy(() -> database.run("UPDATE scenes SET analysis_status = 'checked'"))
                .hasMessageContaining("scenes_analysis_status_known");
    }

    @Test
    void referencesThatLedNowhereStayAndNewOnesAreRefused() {
        Postgres database = studio("uuid-scripts");
        database.migrate();
        database.run("UPDATE episodes SET title = 'still there'");
        assertThatThrownBy(() -> database.run("UPDATE episodes SET show_id = gen_random_uuid()"))
                .hasMessageContaining("fk_episodes_show_id");
    }

    @Test
    void migratingTwiceChangesNothing() {
        Postgres database = studio("integer-scripts");
        database.migrate();
        Map<String, List<String>> before = contents(database);
        database.migrate();
        assertThat(contents(database)).isEqualTo(before);
    }

    @Test
    void keysOfAnotherTypeAreRefusedBeforeAnythingChanges() {
        Postgres database = Postgres.empty();
        database.run("CREATE TABLE episodes (id serial PRIMARY KEY, title text)");
        assertThatThrownBy(database::migrate)
                .hasMessageContaining(
                        "Rushes needs uuid keys: episodes.id is integer. Nothing was changed.");
        assertThat(
                        database.texts(
                                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                        + " AND tablename <> 'rushes_schema_history'"))
                .containsExactly("episodes");
    }

    @Test
    void aTableOfAStudioUnderANameOfOursIsRefused() {
        Postgres database = Postgres.empty();
        database.run("CREATE TABLE uploads (id serial PRIMARY KEY)");
        assertThatThrownBy(database::migrate)
                .hasMessageContaining(
                        "Rushes makes tables of its own that exist here already: uploads.");
    }

    @Test
    void aColumnThatCannotHoldWhatWeWriteIsRefused() {
        Postgres database = Postgres.empty();
        database.run("CREATE TABLE scenes (id uuid PRIMARY KEY, scene_number text)");
        assertThatThrownBy(database::migrate)
                .hasMessageContaining(
                        "Rushes cannot use the existing column scenes.scene_number: it is text and must be a whole number type.");
    }

    /** Show to completed job, then the episode deleted again; returns the key of the script made on the way. */
    private static long runWorkflow(Postgres database, int scriptVersion) {
        try (SessionFactory sessions = Sessions.on(database)) {
            Show show = new Show();
            show.name = "New show";
            Episode episode = new Episode();
            episode.show = show;
            episode.title = "New episode";
            Scene scene = new Scene();
            scene.episode = episode;
            scene.name = "Intro";
            scene.type = "intro";
            Script script = new Script();
            script.episode = episode;
            script.scriptText = "INT. DAY";
            script.version = scriptVersion;
            ScriptMetadata metadata = new ScriptMetadata();
            metadata.script = script;
            metadata.sceneName = "INTRO";
            metadata.sceneType = ScriptSceneType.INTRO;
            EditPlan plan = EditPlan.draft(episode, JsonNodeFactory.instance.objectNode(), "h");
            VideoJob job = new VideoJob(plan, JobKind.FULL, ProcessingMethod.WORKER, null);
            Instant now = Instant.parse("2026-05-01T12:00:00Z");
            sessions.inTransaction(session -> {
                for (Object entity :
                        new Object[] {show, episode, scene, script, metadata, plan, job}) {
                    session.persist(entity);
                }
            });
            sessions.inTransaction(session -> {
                Scene take = session.find(Scene.class, scene.id);
                take.footageStored("episodes/e/scenes/s/u/a.mp4", "\"e\"", "v", 1L);
                AnalysisTransitions analyses = new AnalysisTransitions(session);
                AnalysisDispatch dispatch = analyses.request(take);
                session.flush();
                var claim = analyses.claim(take.id, dispatch.number(), "w", LEASE);
                assertThat(claim).isInstanceOf(Claim.Granted.class);
                assertThat(
                                analyses.done(
                                        ((Claim.Granted<AnalysisAttempt>) claim).attempt(),
                                        new BigDecimal("12.34"),
                                        JsonNodeFactory.instance.objectNode(),
                                        null))
                        .isTrue();
                EditPlan draft = session.find(EditPlan.class, plan.id);
                draft.submit();
                draft.approve("ada", "h", now);
                session.find(Episode.class, episode.id).currentEditPlan = draft;
            });
            var claim =
                    sessions.fromTransaction(
                            session -> Doors.on(session).claim(job.id, 1, "w", LEASE));
            assertThat(claim).isInstanceOf(Claim.Granted.class);
            Attempt attempt = ((Claim.Granted<Attempt>) claim).attempt();
            sessions.inTransaction(session -> {
                JobOutput output = new JobOutput("episodes/e/final/j/1/a.mp4", "v", 1L, "ab", null);
                assertThat(Doors.on(session).complete(attempt, output)).isTrue();
            });
            assertThat(
                            database.text(
                                    "SELECT status || ' ' || (processing_duration_seconds ="
                                            + " round(extract(epoch FROM completed_at - started_at)::numeric, 3))"
                                            + " FROM video_processing_jobs"))
                    .isEqualTo("completed true");
            assertThat(
                            database.text(
                                    "SELECT rendering_status || ' ' || final_video_s3_key FROM episodes"
                                            + " WHERE id = '"
                                            + episode.id
                                            + "'"))
                    .isEqualTo("completed episodes/e/final/j/1/a.mp4");
            long key = Objects.requireNonNull(script.id);
            database.run("DELETE FROM episode_scripts WHERE episode_id = '" + episode.id + "'");
            database.run("DELETE FROM scenes WHERE episode_id = '" + episode.id + "'");
            database.run("DELETE FROM episodes WHERE id = '" + episode.id + "'");
            assertThat(database.text("SELECT count(*) FROM video_processing_jobs")).isEqualTo("0");
            assertThat(database.text("SELECT count(*) FROM script_metadata")).isEqualTo("0");
            return key;
        }
    }

    private static String typeOfScriptKey(Postgres database) {
        return database.text(
                """
                SELECT data_type FROM information_schema.columns
                WHERE table_name = 'script_metadata' AND column_name = 'script_id'
                """);
    }

    private static Map<String, List<String>> contents(Postgres database) {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        readingQueries(database)
                .forEach((table, query) -> contents.put(table, database.texts(query)));
        return contents;
    }

    /** For every table, a query of the columns it has now: each row as one text. */
    private static Map<String, String> readingQueries(Postgres database) {
        Map<String, String> queries = new LinkedHashMap<>();
        for (String table :
                database.texts(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
            String columns =
                    database.text(
                            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
                                    + " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '"
                                    + table
                                    + "'");
            queries.put(table, "SELECT row(" + columns + ")::text FROM " + table + " ORDER BY 1");
        }
        return queries;
    }

    private static Postgres studio(String name) {
        Postgres database = Postgres.empty();
        try (InputStream script =
                StudioDatabaseTest.class.getResourceAsStream("/studios/" + name + ".sql")) {
            database.run(
                    new String(
                            Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database;
    }
}

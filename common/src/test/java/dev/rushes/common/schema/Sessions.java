package dev.rushes.common.schema;

import dev.rushes.common.JsonColumns;
import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.layer.SceneLayerConfiguration;
import dev.rushes.common.plan.AiRevision;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.EditingDecision;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptMetadata;
import dev.rushes.common.show.ScriptVersion;
import dev.rushes.common.show.Show;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.training.TrainingVideo;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Hibernate on its own: quick to start, and nothing between the mapping and the schema. */
final class Sessions {

    static final List<Class<?>> ENTITIES =
            List.of(
                    Show.class,
                    Episode.class,
                    Scene.class,
                    Script.class,
                    ScriptMetadata.class,
                    ScriptVersion.class,
                    EditPlan.class,
                    EditingDecision.class,
                    AiRevision.class,
                    VideoJob.class,
                    DeadLetter.class,
                    SceneLayerConfiguration.class,
                    LayerPreset.class,
                    TrainingVideo.class,
                    Upload.class,
                    OutboxMessage.class);

    private Sessions() {}

    /** Refuses to start where the schema does not fit the mapping. */
    static SessionFactory validated(Postgres database) {
        return open(database, "validate");
    }

    /** For a studio's own database, whose columns may be of other types that fit. */
    static SessionFactory on(Postgres database) {
        return open(database, "none");
    }

    private static SessionFactory open(Postgres database, String schema) {
        Configuration configuration = new Configuration();
        ENTITIES.forEach(configuration::addAnnotatedClass);
        return configuration
                .setProperty("hibernate.connection.url", database.url())
                .setProperty("hibernate.hbm2ddl.auto", schema)
                .setProperty("hibernate.type.json_format_mapper", JsonColumns.class.getName())
                .buildSessionFactory();
    }
}

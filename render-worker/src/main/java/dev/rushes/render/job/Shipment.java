package dev.rushes.render.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.JobOutput;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.render.engine.Companion;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.work.Lease;
import dev.rushes.render.workspace.Results;
import dev.rushes.render.workspace.StoredObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The files of one attempt on their way to the bucket, all under the attempt's own prefix. */
final class Shipment {
    /** One file; sizes are of pictures and missing for text, a length is a video's. */
    private record Item(
            String kind,
            @Nullable String variant,
            String name,
            String format,
            String mediaType,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable BigDecimal seconds,
            Path file) {}

    private final Attempt attempt;
    private final Results results;
    private final List<Item> items = new ArrayList<>();
    private final List<StoredObject> stored = new ArrayList<>();

    Shipment(Attempt attempt, Results results) {
        this.attempt = attempt;
        this.results = results;
    }

    /** Adds a video and what goes with it; the first is the job's main output. */
    void add(Product product) {
        Container container = product.timeline().output().container();
        items.add(
                new Item(
                        "video",
                        product.shape().variant(),
                        product.shape().fileName("final"),
                        container.wireName(),
                        container.mediaType(),
                        product.video().width(),
                        product.video().height(),
                        product.video().duration().toDecimal(),
                        product.file()));
        for (Companion beside : product.companions()) {
            items.add(
                    new Item(
                            beside.kind(),
                            product.shape().variant(),
                            beside.name(),
                            beside.format(),
                            beside.mediaType(),
                            beside.width(),
                            beside.height(),
                            null,
                            beside.file()));
        }
    }

    long bytes() {
        return items.stream().mapToLong(item -> size(item.file())).sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new MediaFault("measuring a result", e);
        }
    }

    /** Uploads all of it. What a lost attempt leaves is under no name in any row, and a sweep removes it. */
    JobOutput send(Lease lease, LongConsumer sent) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        StoredObject main = null;
        for (Item item : items) {
            String key =
                    ObjectKeys.output(
                            attempt.episodeId(),
                            attempt.jobId(),
                            attempt.number(),
                            item.name(),
                            item.format());
            StoredObject object =
                    results.store(item.file(), key, item.mediaType(), lease::stop, sent);
            stored.add(object);
            main = main == null ? object : main;
            outputs.add(described(item, object));
        }
        if (main == null) {
            throw new IllegalStateException("a shipment without a video");
        }
        return new JobOutput(
                main.key(), main.versionId(), main.sizeBytes(), main.sha256(), outputs);
    }

    private static ObjectNode described(Item item, StoredObject object) {
        ObjectNode output = JsonNodeFactory.instance.objectNode().put("kind", item.kind());
        if (item.variant() != null) {
            output.put("variant", item.variant());
        }
        output.put("name", item.name() + "." + item.format()).put("format", item.format());
        if (item.width() != null && item.height() != null) {
            output.put("width", item.width()).put("height", item.height());
        }
        if (item.seconds() != null) {
            output.put("durationSeconds", item.seconds());
        }
        return output.put("key", object.key()).put("sizeBytes", object.sizeBytes());
    }

    /** Removes what was sent: no row will name it. */
    void takeBack() {
        stored.forEach(object -> results.discard(object.key(), object.versionId()));
    }
}

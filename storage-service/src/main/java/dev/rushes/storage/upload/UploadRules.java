package dev.rushes.storage.upload;

import dev.rushes.common.storage.UploadKind;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of uploads that depend on their kind. */
@Singleton
class UploadRules {
    private static final long LARGEST_PUT = 5L << 30;
    private static final long SMALLEST_PART = 5L << 20;

    private final UploadSettings settings;

    UploadRules(UploadSettings settings) {
        this.settings = settings;
    }

    /** What is wrong, and with which field. */
    record Fault(String field, String detail) {}

    /** Everything that is wrong, beside what the single fields are checked for. */
    List<Fault> faults(UploadRequest request) {
        List<Fault> faults = new ArrayList<>();
        request.knownKind()
                .ifPresent(kind -> {
                    ids(request, kind, faults);
                    type(request, kind, faults);
                    size(request, kind, faults);
                });
        return faults;
    }

    private static void ids(UploadRequest request, UploadKind kind, List<Fault> faults) {
        boolean take = kind == UploadKind.RAW_FOOTAGE;
        boolean asset = kind == UploadKind.ASSET;
        boolean ofEpisode = take || kind == UploadKind.PROCESSED_VIDEO;
        need(ofEpisode, request.episodeId(), "episodeId", kind, faults);
        need(take, request.sceneId(), "sceneId", kind, faults);
        need(asset, request.showId(), "showId", kind, faults);
        need(asset, request.role(), "role", kind, faults);
        need(kind == UploadKind.TRAINING_VIDEO, request.videoId(), "videoId", kind, faults);
        if (!take && request.replace() != null) {
            faults.add(new Fault("replace", "is not for " + kind.text()));
        }
        if (asset && request.role() != null && AssetRole.named(request.role()).isEmpty()) {
            faults.add(new Fault("role", "must be one of " + AssetRole.WORDS));
        }
    }

    private static void need(
            boolean needed,
            @Nullable Object value,
            String field,
            UploadKind kind,
            List<Fault> faults) {
        if (needed && value == null) {
            faults.add(new Fault(field, "is required for " + kind.text()));
        } else if (!needed && value != null) {
            faults.add(new Fault(field, "is not for " + kind.text()));
        }
    }

    private void type(UploadRequest request, UploadKind kind, List<Fault> faults) {
        List<String> allowed =
                switch (kind) {
                    case RAW_FOOTAGE -> settings.rawFootageTypes();
                    case PROCESSED_VIDEO -> settings.processedVideoTypes();
                    case TRAINING_VIDEO -> settings.trainingVideoTypes();
                    case ASSET ->
                            AssetRole.named(request.role())
                                    .map(role -> role.types(settings))
                                    .orElse(List.of("*"));
                };
        // Not checked yet: this runs together with the rules of the single fields.
        @Nullable String type = request.contentType();
        if (type != null
                && type.contains("/")
                && allowed.stream().noneMatch(pattern -> matches(type, pattern))) {
            faults.add(new Fault("contentType", "must be one of " + String.join(", ", allowed)));
        }
    }

    private void size(UploadRequest request, UploadKind kind, List<Fault> faults) {
        long limit =
                switch (kind) {
                    case RAW_FOOTAGE -> bytes(settings.rawFootageLimit());
                    case PROCESSED_VIDEO -> bytes(settings.processedVideoLimit());
                    case TRAINING_VIDEO -> bytes(settings.trainingVideoLimit());
                    case ASSET -> bytes(settings.assetLimit());
                };
        limit = Math.min(limit, PartPlan.LARGEST);
        @Nullable Long size = request.sizeBytes();
        if (size != null && size > limit) {
            faults.add(new Fault("sizeBytes", "must be at most " + limit + " for " + kind.text()));
        }
    }

    /** How a file is to be cut, or empty where it goes by a single PUT. */
    Optional<PartPlan> partPlan(long sizeBytes) {
        long single = Math.min(LARGEST_PUT, bytes(settings.singlePutLimit()));
        return sizeBytes <= single
                ? Optional.empty()
                : Optional.of(
                        PartPlan.of(
                                sizeBytes, Math.max(SMALLEST_PART, bytes(settings.partSize()))));
    }

    private static long bytes(MemorySize size) {
        return size.asLongValue();
    }

    private static boolean matches(String type, String pattern) {
        String plain = type.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
        String wanted = pattern.strip().toLowerCase(Locale.ROOT);
        return wanted.endsWith("*")
                ? plain.startsWith(wanted.substring(0, wanted.length() - 1))
                : plain.equals(wanted);
    }
}

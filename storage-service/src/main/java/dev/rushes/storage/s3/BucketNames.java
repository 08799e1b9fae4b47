package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The buckets' names at AWS, from the variables that {@link BucketRole} names. */
@Singleton
public class BucketNames {
    private final Map<BucketRole, String> names = new EnumMap<>(BucketRole.class);

    BucketNames(Config config) {
        for (BucketRole role : BucketRole.values()) {
            names.put(
                    role,
                    config.getOptionalValue(role.variable(), String.class)
                            .filter(name -> !name.isBlank())
                            .orElse(role.defaultName()));
        }
    }

    public String of(BucketRole role) {
        return names.getOrDefault(role, role.defaultName());
    }
}

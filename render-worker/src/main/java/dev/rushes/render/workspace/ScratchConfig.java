package dev.rushes.render.workspace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Disk space for attempts. */
@ConfigMapping(prefix = "rushes.scratch")
interface ScratchConfig {
    /** Folder below which every worker makes its own; shared by the workers of one machine. */
    @WithDefault("${java.io.tmpdir}/rushes-scratch")
    Path root();

    /** Bytes needed for one byte of source, beside what the result needs by its length. */
    @WithDefault("1.2")
    double bytesPerSourceByte();

    /** Bytes that must stay free on the disk. */
    @WithDefault("268435456")
    long reserveBytes();
}

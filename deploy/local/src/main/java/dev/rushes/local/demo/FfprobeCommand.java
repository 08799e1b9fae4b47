package dev.rushes.local.demo;

import dev.rushes.local.stack.Installation;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the path of the {@code ffprobe} program that the FFmpeg jar carries, for scripts that check results. */
@Command(name = "ffprobe", hidden = true, mixinStandardHelpOptions = true)
public final class FfprobeCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.current();
        System.out.println(
                FfmpegPrograms.of(installation, installation.defaultData().resolve("programs"))
                        .ffprobe());
        return 0;
    }
}

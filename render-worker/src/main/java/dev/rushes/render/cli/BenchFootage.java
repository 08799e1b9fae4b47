package dev.rushes.render.cli;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.FFmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the reference cuts are made of; what is there already is left as it is. */
final class BenchFootage {
    private final Path folder;
    private final FFmpegProgram program;

    BenchFootage(Path folder, FFmpegProgram program) {
        this.folder = folder;
        this.program = program;
    }

    void make() throws IOException, InterruptedException {
        for (int take = 0; take < ReferenceCut.TAKES; take++) {
            Path file = folder.resolve(ReferenceCut.take(take));
            if (!Files.exists(file)) {
                System.out.println("making " + file.getFileName());
                new FootageMaker(
                                1920,
                                1080,
                                Rational.of(ReferenceCut.RATE),
                                Rational.of(ReferenceCut.TAKE_SECONDS),
                                300 + 100 * take,
                                120 * take,
                                5,
                                "libx264",
                                60)
                        .make(file);
            }
        }
        filter(
                ReferenceCut.BACKGROUND,
                "gradients=size=1920x1080:c0=0x203050:c1=0x806040:seed=1,format=rgb24",
                "-frames:v",
                "1");
        filter(
                ReferenceCut.LOGO,
                "color=size=384x384:color=0xffa000,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(hypot(X-192,Y-192),180),220,0)'",
                "-frames:v",
                "1");
        filter(
                ReferenceCut.MUSIC,
                "aevalsrc='0.2*sin(2*PI*220*t)+0.15*sin(2*PI*277.2*t)*sin(2*PI*2*t)|0.2*sin(2*PI*220*t)+0.15*sin(2*PI*329.6*t)':sample_rate=48000:duration=70",
                "-c:a",
                "aac",
                "-b:a",
                "160k");
    }

    private void filter(String name, String source, String... options)
            throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return;
        }
        System.out.println("making " + name);
        List<String> arguments = new java.util.ArrayList<>();
        arguments.addAll(List.of("-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", source));
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        Measured unusedMeasure =
                Measured.run(program.command(arguments), folder.resolve("said.log"));
    }
}

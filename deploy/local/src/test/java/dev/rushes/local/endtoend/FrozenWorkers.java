package dev.rushes.local.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The workers of a stack, stopped where they are (SIGSTOP) until this is closed; short of their lease, nobody takes that
 * for their end.
 */
record FrozenWorkers(List<ProcessHandle> workers) implements AutoCloseable {

    static FrozenWorkers of(RunningStack.Parts stack) throws IOException {
        FrozenWorkers frozen =
                new FrozenWorkers(
                        Stream.of("worker-1", "worker-2")
                                .map(stack.stack()::process)
                                .flatMap(Optional::stream)
                                .toList());
        frozen.signal("STOP");
        return frozen;
    }

    @Override
    public void close() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        for (ProcessHandle worker : workers) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid()))
                    .start()
                    .onExit()
                    .join();
        }
    }
}

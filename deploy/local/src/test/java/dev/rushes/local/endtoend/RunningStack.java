package dev.rushes.local.endtoend;

import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack with two workers for all end-to-end tests, since every test must leave it working anyway. */
final class RunningStack implements ParameterResolver {

    /** The stack with its clients; started by the first test and stopped after the last. */
    record Parts(
            Path folder,
            Stack stack,
            List<String> console,
            RushesClient client,
            Workflow workflow,
            Jobs jobs,
            Footage footage)
            implements AutoCloseable {

        static Parts start() {
            try {
                Path folder = Files.createTempDirectory("rushes-end-to-end");
                List<String> console = new CopyOnWriteArrayList<>();
                Installation installation = Installation.current();
                Stack stack =
                        Stack.open(
                                installation,
                                folder.resolve("stack"),
                                StackPorts.free(2),
                                line -> {
                                    console.add(line);
                                    System.out.println("stack: " + line);
                                });
                try {
                    stack.start();
                } catch (IOException | InterruptedException | RuntimeException failed) {
                    stack.close();
                    throw failed;
                }
                RushesClient client = RushesClient.of(stack);
                return new Parts(
                        folder,
                        stack,
                        console,
                        client,
                        new Workflow(client),
                        new Jobs(stack.environment()),
                        new Footage(folder.resolve("footage")));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            Folders.delete(folder);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Parts.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningStack.class))
                .computeIfAbsent(Parts.class, key -> Parts.start());
    }
}

package dev.rushes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTest {

    private static final String LISTENER =
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0";

    @Test
    void theProcessBehindAPortIsFound() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.of(socket.getLocalPort()).map(PortHolder::pid))
                    .contains(ProcessHandle.current().pid());
            assertThat(PortHolder.of(socket.getLocalPort()).map(PortHolder::name).orElse(""))
                    .startsWith("java");
        }
    }

    @Test
    void onlyAListenerOnThePortCounts() {
        assertThat(PortHolder.listeningSocket(LISTENER, 8080)).contains("socket:[4711]");
        assertThat(PortHolder.listeningSocket(LISTENER, 8081)).isEmpty();
        assertThat(PortHolder.listeningSocket(LISTENER.replace(" 0A ", " 01 "), 8080)).isEmpty();
    }

    @Test
    void aJavaProcessIsNamedByWhatItRuns() {
        assertThat(PortHolder.javaProgram("java", "-Xmx1g", "-jar", "/x/app.jar", "--port"))
                .contains("/x/app.jar");
        assertThat(PortHolder.javaProgram("java", "-cp", "a:b", "dev.Main", "x"))
                .contains("dev.Main");
        assertThat(PortHolder.javaProgram("java", "-version")).isEmpty();
    }
}

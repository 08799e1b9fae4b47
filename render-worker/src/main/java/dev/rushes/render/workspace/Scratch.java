package dev.rushes.render.workspace;

import dev.rushes.render.media.MediaFault;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This process' folder on disk. It is locked while the process lives, so that the next one knows which folders were
 * left by the dead, also where process ids repeat, as they do in containers.
 */
@ApplicationScoped
public class Scratch {
    private static final Logger LOG = Logger.getLogger(Scratch.class);
    private static final String LOCK = "in-use";

    private final ScratchConfig config;
    private @Nullable Path home;
    private @Nullable FileChannel lock;

    @Inject
    Scratch(ScratchConfig config) {
        this.config = config;
    }

    /**
     * Makes a folder for one attempt.
     *
     * @param name tells people whose it is
     * @param sourceBytes bytes of all sources together
     * @param resultBytes bytes that the result may have beyond what follows from the sources
     * @throws ScratchFull where the disk has too little space for it
     */
    public ScratchFolder folder(String name, long sourceBytes, long resultBytes) {
        try {
            Path own = home();
            long needed = (long) (sourceBytes * config.bytesPerSourceByte()) + resultBytes;
            long free = Files.getFileStore(own).getUsableSpace() - config.reserveBytes();
            if (free < needed) {
                throw new ScratchFull(needed, free);
            }
            return new ScratchFolder(Files.createTempDirectory(own, name + "-"));
        } catch (IOException e) {
            throw new MediaFault("making a folder in scratch space", e);
        }
    }

    /** Writes and removes a small file. */
    public void check() {
        try {
            Files.delete(Files.createTempFile(home(), "check-", ""));
        } catch (IOException e) {
            throw new MediaFault("writing to scratch space", e);
        }
    }

    private synchronized Path home() throws IOException {
        if (home == null || !Files.isDirectory(home)) {
            Files.createDirectories(config.root());
            removeLeftOvers();
            // Locked before it has its name, so that another worker's start cannot take it for a
            // left-over.
            Path unnamed = Files.createTempDirectory(config.root(), "new-");
            FileChannel channel =
                    FileChannel.open(
                            unnamed.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new IOException("the new folder's lock is taken");
            }
            lock = channel;
            home = Files.move(unnamed, config.root().resolve("worker-" + UUID.randomUUID()));
        }
        return home;
    }

    private void removeLeftOvers() throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(config.root())) {
            folders =
                    found.filter(path -> path.getFileName().toString().startsWith("worker-"))
                            .toList();
        }
        for (Path folder : folders) {
            if (isLeftOver(folder)) {
                LOG.infof("Removing scratch space of a worker that is gone: %s", folder);
                remove(folder);
            }
        }
    }

    private static boolean isLeftOver(Path folder) {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // Removed meanwhile, or not ours to open.
            return false;
        }
    }

    /** After the consumers, which stop at a higher priority. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        Path own;
        synchronized (this) {
            own = home;
            home = null;
        }
        if (own != null) {
            remove(own);
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.debug("The scratch folder's lock could not be closed", e);
        }
    }

    static void remove(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path directory, @Nullable IOException e) throws IOException {
                            Files.deleteIfExists(directory);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            LOG.warnf("Scratch folder %s could not be removed: %s", folder, e.getMessage());
        }
    }
}

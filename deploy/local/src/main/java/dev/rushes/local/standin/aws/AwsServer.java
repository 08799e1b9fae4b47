package dev.rushes.local.standin.aws;

import com.adobe.testing.s3mock.S3MockApplication;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.catalina.connector.Connector;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** S3Mock and ElasticMQ behind one Tomcat with two ports. */
public final class AwsServer implements AutoCloseable {

    /**
     * What the server was asked for; ports are numbers, never 0.
     *
     * @param data folder that keeps objects, settings and messages
     * @param address where both ports are bound: the loopback interface, or all of a container's
     * @param elasticMqPort where ElasticMQ listens behind the SQS port
     * @param ephemeral whether messages may be lost with the process
     */
    public record Settings(
            Path data,
            String address,
            int sqsPort,
            int s3Port,
            int elasticMqPort,
            boolean ephemeral,
            String accessKey,
            String secretKey,
            String region) {}

    private static final String LOOPBACK = "127.0.0.1";

    private final ConfigurableApplicationContext s3Mock;
    private final Runnable stopElasticMq;

    private AwsServer(ConfigurableApplicationContext s3Mock, Runnable stopElasticMq) {
        this.s3Mock = s3Mock;
        this.stopElasticMq = stopElasticMq;
    }

    /** Starts both and returns when they answer. */
    public static AwsServer start(Settings options) {
        Path data = options.data();
        var stop = new FutureTask<>(() -> startElasticMq(options));
        Thread.ofPlatform().name("elasticmq-start").start(stop);
        Path objects = data.resolve("s3").resolve("objects");
        try {
            Files.createDirectories(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sqs =
                new SqsFront(
                        signatures(options, "sqs"),
                        URI.create("http://" + LOOPBACK + ":" + options.elasticMqPort()),
                        data.resolve("sqs").resolve("retention.properties"));
        ConfigurableApplicationContext s3Mock = startS3Mock(options, objects, sqs);
        s3Mock.getBean(Lifecycle.class).start();
        try {
            return new AwsServer(s3Mock, stop.get());
        } catch (InterruptedException | ExecutionException e) {
            s3Mock.close();
            throw new IllegalStateException("ElasticMQ did not start", e);
        }
    }

    private static SignatureV4 signatures(Settings options, String service) {
        return new SignatureV4(
                options.accessKey(),
                options.secretKey(),
                options.region(),
                service,
                InstantSource.system());
    }

    private static Runnable startElasticMq(Settings options) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("node-address.host", LOOPBACK);
        settings.put("node-address.port", options.sqsPort());
        settings.put("rest-sqs.bind-hostname", LOOPBACK);
        settings.put("rest-sqs.bind-port", options.elasticMqPort());
        settings.put("aws.region", options.region());
        settings.put("pekko.loglevel", "WARNING");
        settings.put("pekko.http.server.request-timeout", "infinite");
        if (!options.ephemeral()) {
            // H2 writes half a second late by default: a killed JVM would lose what it had
            // confirmed.
            settings.put("messages-storage.enabled", true);
            settings.put(
                    "messages-storage.uri",
                    "jdbc:h2:file:"
                            + options.data().resolve("sqs").resolve("elasticmq").toAbsolutePath()
                            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        }
        var queues = new HashMap<String, Object>();
        for (Queue queue : Queue.values()) {
            var attributes = new HashMap<String, Object>();
            attributes.put("fifo", true);
            attributes.put("contentBasedDeduplication", false);
            attributes.put("defaultVisibilityTimeout", Queue.VISIBILITY.toSeconds() + " seconds");
            queue.deadLetters()
                    .ifPresent(dead ->
                            attributes.put(
                                    "deadLettersQueue",
                                    Map.of(
                                            "name",
                                            dead.queueName(),
                                            "maxReceiveCount",
                                            Queue.MAX_RECEIVES)));
            queues.put(queue.queueName(), attributes);
        }
        var config =
                ConfigFactory.parseMap(settings)
                        .withFallback(
                                ConfigFactory.empty()
                                        .withValue("queues", ConfigValueFactory.fromMap(queues)))
                        .withFallback(ConfigFactory.load())
                        .resolve();
        var stop = new ElasticMQServer(new ElasticMQServerConfig(config)).start();
        return stop::apply;
    }

    private static ConfigurableApplicationContext startS3Mock(
            Settings options, Path objects, SqsFront sqs) {
        return new SpringApplicationBuilder(S3MockApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    S3Front s3 = s3Front(options, objects, beans);
                    Filter front = front(options, s3, sqs);
                    beans.registerBean(
                            "awsFront",
                            FilterRegistrationBean.class,
                            () -> {
                                var registration = new FilterRegistrationBean<>(front);
                                registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
                                registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
                                registration.setAsyncSupported(true);
                                return registration;
                            });
                    beans.registerBean(
                            "queuePort",
                            WebServerFactoryCustomizer.class,
                            () -> queuePort(options));
                    beans.registerBean(
                            "atomicJson",
                            JsonMapper.class,
                            AtomicJson::new,
                            definition -> definition.setPrimary(true));
                })
                .run(
                        "--server.address=" + options.address(),
                        "--server.port=" + options.s3Port(),
                        "--http.port=0",
                        "--server.tomcat.max-swallow-size=-1",
                        "--server.shutdown=immediate",
                        "--spring.threads.virtual.enabled=true",
                        "--logging.level.root=WARN",
                        "--com.adobe.testing.s3mock.store.root=" + objects,
                        "--com.adobe.testing.s3mock.store.region=" + options.region(),
                        "--com.adobe.testing.s3mock.store.retain-files-on-exit=true");
    }

    private static Filter front(Settings options, S3Front s3, SqsFront sqs) {
        return (request, response, chain) -> {
            var http = (HttpServletRequest) request;
            var answer = (HttpServletResponse) response;
            if (request.getLocalPort() == options.sqsPort()) {
                sqs.handle(http, answer);
            } else {
                s3.handle(http, answer, chain);
            }
        };
    }

    private static S3Front s3Front(
            Settings options, Path objects, GenericApplicationContext beans) {
        Path settings = options.data().resolve("s3");
        var configurations = new BucketConfigurations(objects, settings.resolve("settings"));
        var clock = new MovedClock(settings.resolve("clock"));
        var restores = new Restores(settings.resolve("restores.json"));
        var stored = new StoredObjects(beans, objects);
        var lifecycle = new Lifecycle(stored, configurations, restores, clock);
        beans.registerBean("lifecycle", Lifecycle.class, () -> lifecycle);
        return new S3Front(
                new SignatureV4(
                        options.accessKey(),
                        options.secretKey(),
                        options.region(),
                        "s3",
                        InstantSource.system(),
                        clock::movedSince),
                configurations,
                new Archive(stored, restores, configurations),
                new ClockFront(clock, lifecycle));
    }

    /** S3Mock opens a second port on all interfaces; the queue's port takes its place. */
    private static WebServerFactoryCustomizer<TomcatServletWebServerFactory> queuePort(
            Settings options) {
        return factory -> {
            var connector = new Connector();
            connector.setPort(options.sqsPort());
            connector.setProperty("address", options.address());
            factory.setAdditionalConnectors(List.of(connector));
        };
    }

    @Override
    public void close() {
        s3Mock.close();
        stopElasticMq.run();
    }

    /** Writes files whole or not at all, so that a killed JVM leaves no half-written bucket list. */
    private static final class AtomicJson extends JsonMapper {
        private static final long serialVersionUID = 1L;

        AtomicJson() {
            super(JsonMapper.builder().findAndAddModules());
        }

        @Override
        public void writeValue(File file, Object value) {
            Path target = file.toPath();
            Path fresh = target.resolveSibling(target.getFileName() + ".new");
            super.writeValue(fresh.toFile(), value);
            try {
                Files.move(
                        fresh,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

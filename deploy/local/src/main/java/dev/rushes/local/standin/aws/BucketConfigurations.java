package dev.rushes.local.standin.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Bucket settings that S3Mock does not know or does not give back whole, kept as the XML that came.
 */
final class BucketConfigurations {

    /** A sub-resource of a bucket, answered here and never by S3Mock. */
    enum Kind {
        CORS("cors", "CORSConfiguration", "NoSuchCORSConfiguration"),
        LIFECYCLE("lifecycle", "LifecycleConfiguration", "NoSuchLifecycleConfiguration"),
        PUBLIC_ACCESS(
                "publicAccessBlock",
                "PublicAccessBlockConfiguration",
                "NoSuchPublicAccessBlockConfiguration"),
        ENCRYPTION(
                "encryption",
                "ServerSideEncryptionConfiguration",
                "ServerSideEncryptionConfigurationNotFoundError"),
        OWNERSHIP("ownershipControls", "OwnershipControls", "OwnershipControlsNotFoundError"),
        POLICY("policy", "", "NoSuchBucketPolicy"),
        TAGGING("tagging", "Tagging", "NoSuchTagSet");

        private final String parameter;
        private final String root;
        private final String missing;

        Kind(String parameter, String root, String missing) {
            this.parameter = parameter;
            this.root = root;
            this.missing = missing;
        }

        static Optional<Kind> of(SignedRequest request) {
            for (Kind kind : values()) {
                if (request.parameter(kind.parameter).isPresent()) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    private static final Set<String> MINIMUM_SIZES =
            Set.of("varies_by_storage_class", "all_storage_classes_128K");

    private final Path objects;
    private final Path settings;

    /**
     * @param objects S3Mock's folder, one folder a bucket
     * @param settings where the documents are kept
     */
    BucketConfigurations(Path objects, Path settings) {
        this.objects = objects;
        this.settings = settings;
    }

    /** The stored document, or AWS's error for a setting never made. */
    byte[] get(String bucket, Kind kind) {
        requireBucket(bucket);
        Path file = file(bucket, kind);
        try {
            if (Files.exists(file)) {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (kind == Kind.ENCRYPTION) {
            // Since 2023 a bucket without a setting of its own is encrypted with SSE-S3.
            return """
            <?xml version="1.0" encoding="UTF-8"?>
            <ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
            <Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>\
            </ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule>\
            </ServerSideEncryptionConfiguration>\
            """
                    .getBytes(StandardCharsets.UTF_8);
        }
        throw new AwsError(
                404, kind.missing, "The configuration does not exist: " + kind.parameter);
    }

    void put(String bucket, Kind kind, byte[] document) {
        requireBucket(bucket);
        if (kind != Kind.POLICY) {
            String root = parse(document).getDocumentElement().getLocalName();
            if (!kind.root.equals(root)) {
                throw malformed();
            }
        }
        Path file = file(bucket, kind);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), kind.parameter, ".new");
            Files.write(fresh, document);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String bucket, Kind kind) {
        requireBucket(bucket);
        deleteFile(file(bucket, kind));
    }

    /** Forgets the settings of a bucket that is gone. */
    void forget(String bucket) {
        for (Kind kind : Kind.values()) {
            deleteFile(file(bucket, kind));
        }
        deleteFile(minimumSizeFile(bucket));
    }

    /** The CORS rules of a bucket; none where it has none or does not exist. */
    CorsRules cors(String bucket) {
        Path file = file(bucket, Kind.CORS);
        try {
            return Files.exists(file)
                    ? CorsRules.parse(parse(Files.readAllBytes(file)))
                    : new CorsRules(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policy document of a bucket, if it has one. */
    Optional<byte[]> policy(String bucket) {
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,62}")) {
            return Optional.empty();
        }
        Path file = file(bucket, Kind.POLICY);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules that a bucket's objects live by; none where it has none or does not exist. */
    LifecycleRules lifecycle(String bucket) {
        Path file = file(bucket, Kind.LIFECYCLE);
        try {
            return Files.exists(file)
                    ? LifecycleRules.parse(parse(Files.readAllBytes(file)))
                    : LifecycleRules.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether objects below 128 KiB go to the archive as well, which S3 does only where it is told to. */
    boolean transitionsSmallObjects(String bucket) {
        return minimumSize(bucket).equals("varies_by_storage_class");
    }

    /** What was put beside the lifecycle rules as the smallest objects that they move. */
    String minimumSize(String bucket) {
        Path file = minimumSizeFile(bucket);
        try {
            return Files.exists(file) ? Files.readString(file) : "all_storage_classes_128K";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void putMinimumSize(String bucket, Optional<String> name) {
        String wanted = name.orElse("all_storage_classes_128K");
        if (!MINIMUM_SIZES.contains(wanted)) {
            throw new AwsError(400, "InvalidRequest", "Unknown minimum object size " + wanted);
        }
        try {
            Files.writeString(minimumSizeFile(bucket), wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path minimumSizeFile(String bucket) {
        return file(bucket, Kind.LIFECYCLE).resolveSibling("lifecycle-minimum-size");
    }

    private void requireBucket(String bucket) {
        if (!Files.isDirectory(objects.resolve(bucket))) {
            throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist.");
        }
    }

    private Path file(String bucket, Kind kind) {
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,62}")) {
            throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.");
        }
        return settings.resolve(bucket).resolve(kind.parameter + ".xml");
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document parse(byte[] document) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(document));
        } catch (SAXException e) {
            throw malformed();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AwsError malformed() {
        return new AwsError(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}

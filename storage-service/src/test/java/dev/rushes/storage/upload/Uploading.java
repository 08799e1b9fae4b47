package dev.rushes.storage.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.Upload;
import dev.rushes.storage.Client;
import dev.rushes.storage.Studio;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** What a client of uploads does. */
final class Uploading {
    /** The part size of {@code StandInsResource}. */
    static final int PART = 5 << 20;

    private Uploading() {}

    /** So many bytes that begin like an MP4 file. */
    static byte[] movie(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 16));
        }
        byte[] box = {0, 0, 0, 20, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0, 'i', 's'};
        System.arraycopy(box, 0, bytes, 0, Math.min(box.length, size));
        return bytes;
    }

    static Map<String, Object> take(Studio.Set set, long size) {
        Map<String, Object> request = new HashMap<>();
        request.put("kind", "raw-footage");
        request.put("episodeId", set.episodeId());
        request.put("sceneId", set.sceneId());
        request.put("filename", "take-1.mp4");
        request.put("contentType", "video/mp4");
        request.put("sizeBytes", size);
        return request;
    }

    static JsonPath announced(Map<String, Object> request) {
        return announce(request).statusCode(201).extract().jsonPath();
    }

    static ValidatableResponse announce(Map<String, Object> request) {
        return post("", request);
    }

    static ValidatableResponse parts(String id, Object... numbers) {
        return post("/" + id + "/parts", Map.of("numbers", Arrays.asList(numbers)));
    }

    static ValidatableResponse complete(String id) {
        return post("/" + id + "/complete", Map.of());
    }

    static ValidatableResponse complete(String id, List<Map<String, Object>> parts) {
        return post("/" + id + "/complete", Map.of("parts", parts));
    }

    static ValidatableResponse read(String id) {
        return given().get("/api/v1/uploads/" + id).then().statusCode(200);
    }

    static ValidatableResponse abort(String id) {
        return given().delete("/api/v1/uploads/" + id).then();
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/uploads" + path)
                .then();
    }

    /** Sends a file by its single PUT. */
    static int put(JsonPath upload, byte[] body) {
        return Client.put(upload.getString("url"), upload.getMap("headers"), body).statusCode();
    }

    /** Sends one part of a file to its URL in an answer that has it, and returns the ETag. */
    static String putPart(JsonPath answer, int number, byte[] file) {
        HttpResponse<byte[]> put = sendPart(answer, number, slice(file, number));
        assertThat(put.statusCode()).isEqualTo(200);
        return put.headers().firstValue("ETag").orElseThrow();
    }

    static HttpResponse<byte[]> sendPart(JsonPath answer, int number, byte[] body) {
        return Client.put(url(answer, number), Map.of(), body);
    }

    static String url(JsonPath answer, int number) {
        return answer.getString("parts.find { it.number == " + number + " }.url");
    }

    static byte[] slice(byte[] file, int number) {
        return Arrays.copyOfRange(file, (number - 1) * PART, Math.min(file.length, number * PART));
    }

    static ValidatableResponse problem(ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("urn:rushes:problem:" + slug));
    }

    /** Nothing has happened to the scene. */
    static void untouched(Studio.Set set) {
        Scene scene = Studio.scene(set.sceneId());
        assertThat(scene.rawFootageKey()).isNull();
        assertThat(scene.sourceFilename).isNull();
        assertThat(scene.takeNumber).isNull();
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.NONE);
        assertThat(scene.version).isEqualTo(0);
    }

    /** Neither a version nor a part is left. */
    static void gone(S3Client s3, String bucket, String key) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> {
                    assertThat(
                                    s3.listObjectVersions(list -> list.bucket(bucket).prefix(key))
                                            .versions())
                            .isEmpty();
                    assertThat(s3UploadId(s3, bucket, key)).isNull();
                });
    }

    /** S3's name of the upload in parts that is open for a key. */
    static @Nullable String s3UploadId(S3Client s3, String bucket, String key) {
        return s3.listMultipartUploads(list -> list.bucket(bucket).prefix(key)).uploads().stream()
                .map(upload -> upload.uploadId())
                .findFirst()
                .orElse(null);
    }

    /** Moves the end of an upload's URLs. */
    static void endUrls(String id, Instant end) {
        QuarkusTransaction.requiringNew()
                .run(() -> Upload.<Upload>findById(UUID.fromString(id)).urlExpiresAt = end);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** CRC-64/NVME (NVM Express command set specification) in Base64, as S3 writes it. */
    static String crc64nvme(byte[] bytes) {
        long[] table = new long[256];
        for (int i = 0; i < 256; i++) {
            long entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry >>> 1) ^ ((entry & 1) == 0 ? 0 : 0x9a6c9329ac4bc9b5L);
            }
            table[i] = entry;
        }
        long crc = -1;
        for (byte one : bytes) {
            crc = table[(int) ((crc ^ one) & 0xff)] ^ (crc >>> 8);
        }
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(~crc).array());
    }
}

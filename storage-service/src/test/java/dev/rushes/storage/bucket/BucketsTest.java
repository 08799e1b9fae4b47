package dev.rushes.storage.bucket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.Client;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.Transition;

@Tag("s3")
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class BucketsTest {
    @Inject S3Client s3;
    @Inject BucketNames names;

    @ConfigProperty(name = "rushes.s3.endpoint")
    String endpoint;

    @BeforeEach
    void started() {
        Readiness.awaited();
    }

    @Test
    void theBucketsAreMadeAtTheStartAsTheyMustBe() {
        given().get("/api/v1/buckets")
                .then()
                .statusCode(200)
                .body("items.role", contains("raw-footage", "processed-videos", "training-data"))
                .body("items.inSync", contains(true, true, true))
                .body("items.settings.collectMany{it.name}", hasSize(18))
                .body("items[0].settings.find{it.name=='versioning'}.actual", equalTo("Enabled"))
                .body(
                        "items[0].settings.find{it.name=='encryption'}.actual.algorithm",
                        equalTo("AES256"))
                .body(
                        "items[0].settings.find{it.name=='lifecycle'}.actual.archiveAfter",
                        hasItem(90))
                .body(
                        "items[1].settings.find{it.name=='lifecycle'}.actual.deleteAfter",
                        contains(180, 14, null))
                .body(
                        "items[1].settings.find{it.name=='lifecycle'}.actual.abortUploadsAfter",
                        contains(null, null, 7))
                .body(
                        "items[1].settings.find{it.name=='lifecycle'}.actual.deleteOldVersionsAfter",
                        contains(null, null, 30))
                .body("items[2].settings.find{it.name=='cors'}.actual", empty());
    }

    @Test
    void driftIsShownAndMendedAndForeignRulesStay() {
        String bucket = names.of(BucketRole.PROCESSED_VIDEOS);
        LifecycleRule foreign =
                LifecycleRule.builder()
                        .id("somebody-elses")
                        .status(ExpirationStatus.ENABLED)
                        .filter(filter -> filter.prefix("theirs/"))
                        .expiration(expiration -> expiration.days(3))
                        .build();
        s3.putBucketLifecycleConfiguration(request ->
                request.bucket(bucket).lifecycleConfiguration(rules -> rules.rules(foreign)));
        s3.putBucketVersioning(request ->
                request.bucket(bucket)
                        .versioningConfiguration(
                                versioning -> versioning.status(BucketVersioningStatus.SUSPENDED)));
        s3.deletePublicAccessBlock(request -> request.bucket(bucket));
        s3.deleteBucketCors(request -> request.bucket(bucket));

        given().get("/api/v1/buckets")
                .then()
                .statusCode(200)
                .body("items[1].inSync", equalTo(false))
                .body(
                        "items[1].settings.findAll{!it.inSync}.name",
                        contains(
                                "versioning",
                                "publicAccessBlock",
                                "lifecycle",
                                "smallObjects",
                                "cors"));

        given().post("/api/v1/buckets/apply")
                .then()
                .statusCode(200)
                .body("items.inSync", contains(true, true, true))
                .body("items[0].changed", empty())
                .body(
                        "items[1].changed",
                        contains("versioning", "publicAccessBlock", "lifecycle", "cors"));

        assertThat(
                        s3
                                .getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                                .rules()
                                .stream()
                                .map(LifecycleRule::id))
                .containsExactly(
                        "somebody-elses",
                        "rushes-expire-videos",
                        "rushes-expire-cache",
                        "rushes-housekeeping");

        s3.putBucketLifecycleConfiguration(request ->
                request.bucket(bucket)
                        .lifecycleConfiguration(rules ->
                                rules.rules(
                                        s3
                                                .getBucketLifecycleConfiguration(
                                                        get -> get.bucket(bucket))
                                                .rules()
                                                .stream()
                                                .filter(rule -> !rule.equals(foreign))
                                                .toList())));
    }

    @Test
    void everyFieldThatDriftedIsShownWithBothValues() {
        String bucket = names.of(BucketRole.RAW_FOOTAGE);
        List<LifecycleRule> rules =
                s3.getBucketLifecycleConfiguration(get -> get.bucket(bucket)).rules();
        List<LifecycleRule> late =
                rules.stream()
                        .map(rule ->
                                rule.id().equals("rushes-archive-takes")
                                        ? rule.toBuilder()
                                                .transitions(
                                                        Transition.builder()
                                                                .days(60)
                                                                .storageClass("GLACIER")
                                                                .build())
                                                .build()
                                        : rule)
                        .toList();
        s3.putBucketLifecycleConfiguration(
                put -> put.bucket(bucket).lifecycleConfiguration(all -> all.rules(late)));

        given().get("/api/v1/buckets")
                .then()
                .statusCode(200)
                .body(
                        "items[0].settings.findAll{!it.inSync}.name",
                        contains("lifecycle", "smallObjects"))
                .body(
                        "items[0].settings.find{it.name=='lifecycle'}.drift",
                        equalTo(
                                List.of(
                                        Map.of(
                                                "field", "[rushes-archive-takes].archiveAfter",
                                                "desired", 90,
                                                "actual", 60))));

        given().post("/api/v1/buckets/apply")
                .then()
                .statusCode(200)
                .body("items[0].changed", contains("lifecycle"))
                .body("items[0].inSync", equalTo(true));
    }

    @Test
    void aMissingRightIsNamedByItsIamActionAndTheRestIsMended() {
        String bucket = names.of(BucketRole.TRAINING_DATA);
        s3.deleteBucketLifecycle(delete -> delete.bucket(bucket));
        s3.deletePublicAccessBlock(delete -> delete.bucket(bucket));
        s3.putBucketPolicy(put ->
                put.bucket(bucket)
                        .policy(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
                                 "Action": ["s3:PutLifecycleConfiguration", "s3:GetBucketCORS"],
                                 "Resource": "arn:aws:s3:::%s"}]}
                                """
                                        .formatted(bucket)));
        try {
            given().post("/api/v1/buckets/apply")
                    .then()
                    .statusCode(200)
                    .body("items[2].changed", contains("publicAccessBlock"))
                    .body("items[2].inSync", equalTo(false))
                    .body(
                            "items[2].missingRights",
                            contains(
                                    "s3:PutLifecycleConfiguration on arn:aws:s3:::" + bucket,
                                    "s3:GetBucketCORS on arn:aws:s3:::" + bucket))
                    .body("items[0].missingRights", empty());
        } finally {
            s3.deleteBucketPolicy(delete -> delete.bucket(bucket));
        }
        given().post("/api/v1/buckets/apply")
                .then()
                .statusCode(200)
                .body("items[2].changed", contains("lifecycle"))
                .body("items[2].inSync", equalTo(true))
                .body("items[2].missingRights", empty());
    }

    @Test
    void aTrainingBucketThatWasOpenedToBrowsersIsClosedAgain() {
        String bucket = names.of(BucketRole.TRAINING_DATA);
        s3.putBucketCors(request ->
                request.bucket(bucket)
                        .corsConfiguration(cors ->
                                cors.corsRules(
                                        CORSRule.builder()
                                                .allowedOrigins("*")
                                                .allowedMethods("GET")
                                                .build())));

        given().post("/api/v1/buckets/apply")
                .then()
                .statusCode(200)
                .body("items[2].changed", equalTo(List.of("cors")))
                .body("items[2].inSync", equalTo(true));
    }

    @Test
    void aBrowserOfAKnownOriginMayUploadAndAnUnknownOneMayNot() {
        String url = endpoint + "/" + names.of(BucketRole.RAW_FOOTAGE) + "/any";
        assertThat(Client.preflight(url, "http://localhost:3000", "PUT").statusCode())
                .isEqualTo(200);
        assertThat(Client.preflight(url, "https://elsewhere.example", "PUT").statusCode())
                .isEqualTo(403);
    }
}

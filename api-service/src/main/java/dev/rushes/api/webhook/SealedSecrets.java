package dev.rushes.api.webhook;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes signing secrets and keeps them so that who reads the database cannot sign: sealed with AES-256-GCM under a key
 * that only the service's environment has, each bound to its webhook.
 */
@ApplicationScoped
class SealedSecrets {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final WebhookSettings settings;
    private final SecureRandom random = new SecureRandom();

    SealedSecrets(WebhookSettings settings) {
        this.settings = settings;
    }

    /** A key that cannot be one stops the start. */
    void check(@Observes StartupEvent event) {
        key();
    }

    /** A new secret, never seen before. */
    String make() {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /**
     * Seals a secret for its webhook.
     *
     * @throws ProblemException 503 where this installation has no key
     */
    byte[] seal(UUID webhookId, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, webhookId, nonce)
                            .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens what was sealed for that webhook.
     *
     * @throws GeneralSecurityException where it was sealed with another key or for another webhook
     */
    String open(UUID webhookId, byte[] sealed) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(sealed).get(nonce);
        return new String(
                cipher(Cipher.DECRYPT_MODE, webhookId, nonce)
                        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES),
                StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, UUID webhookId, byte[] nonce) throws GeneralSecurityException {
        SecretKey key =
                key().orElseThrow(() ->
                        ProblemException.notConfigured(
                                ProblemType.WEBHOOKS_NOT_CONFIGURED,
                                "Webhooks need RUSHES_WEBHOOK_SECRETS_KEY."));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(webhookId.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private Optional<SecretKey> key() {
        return settings.secretsKey()
                .map(text -> {
                    byte[] key = Base64.getDecoder().decode(text);
                    if (key.length != KEY_BYTES) {
                        throw new IllegalArgumentException(
                                "rushes.webhook.secrets-key must be 32 bytes in Base64");
                    }
                    return new SecretKeySpec(key, "AES");
                });
    }
}

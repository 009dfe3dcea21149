package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** {@code inline-certificate}: a certificate and its key, in PEM, for an API gateway. */
final class InlineCertificate implements EntryKind {

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Certificate", Type.TEXT)
          .says("The certificate in PEM.")
          .always("PrivateKey", Type.TEXT)
          .but(field -> field.fileAlias("private_key"))
          .says("Its key in PEM; everybody who may read the entry sees it.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "inline-certificate";
  }

  @Override
  public String purpose() {
    return "A certificate and its key for an API gateway.";
  }

  @Override
  public Since since() {
    return Since.of(1, 15, 0);
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return TenancyFields.hideDefaults(entry);
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    Optional<PemBlock> key = PemBlock.first(entry.text("PrivateKey"));
    if (key.isEmpty()) {
      findings.fail(entry, "PrivateKey", "failed to parse private key PEM");
      return;
    }
    Optional<String> weak = GatewayKey.weakness(key.get());
    if (weak.isPresent()) {
      findings.fail(entry, "PrivateKey", weak.get());
      return;
    }
    Optional<PemBlock> block = PemBlock.first(entry.text("Certificate"));
    if (block.isEmpty()) {
      findings.fail(entry, "Certificate", "failed to parse certificate PEM");
      return;
    }
    Optional<X509Certificate> certificate = GatewayKey.certificate(block.get());
    if (certificate.isEmpty()) {
      findings.fail(
          entry,
          "Certificate",
          "failed to parse certificate: " + DerShape.ofCertificate(block.get().bytes()));
      return;
    }
    Optional<String> offCurve = GatewayKey.offCurve(certificate.get());
    if (offCurve.isPresent()) {
      findings.fail(entry, "Certificate", "failed to parse certificate: " + offCurve.get());
      return;
    }
    GatewayKey.mismatch(entry.text("Certificate"), entry.text("PrivateKey"))
        .ifPresent(text -> findings.fail(entry, "PrivateKey", text));
    for (String host : GatewayKey.hosts(certificate.get())) {
      if (!Addresses.isDomainName(host)) {
        findings.fail(
            entry, "Certificate", "host " + GoFormat.quote(host) + " must be a valid DNS hostname");
      }
    }
    NameRules.required(entry, findings);
  }
}

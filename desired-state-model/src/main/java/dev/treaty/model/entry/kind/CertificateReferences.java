package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;

/** References to certificates, the same in both kinds that have them. */
final class CertificateReferences {

  private CertificateReferences() {}

  static void check(Value.Fields holder, Gate server, Findings findings) {
    boolean files = server.atLeast(1, 19, 0);
    for (Value.Fields certificate : holder.maps("Certificates")) {
      String kind = certificate.text("Kind");
      if (!kind.equals("inline-certificate")
          && !(files && kind.equals("file-system-certificate"))) {
        findings.fail(
            certificate,
            "Kind",
            "unsupported certificate kind: "
                + GoFormat.quote(kind)
                + (files
                    ? ", must be 'file-system-certificate' or 'inline-certificate'"
                    : ", must be 'inline-certificate'"));
      }
      if (certificate.text("Name").isEmpty()) {
        findings.fail(certificate, "Name", "certificate reference must have a name");
      }
    }
  }
}

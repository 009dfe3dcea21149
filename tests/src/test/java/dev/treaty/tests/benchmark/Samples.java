package dev.treaty.tests.benchmark;

/** One entry in three forms, and entries of any size. */
final class Samples {

  static final String HCL =
      """
      Kind = "service-intentions"
      Name = "api"
      Meta { team = "payments" }
      Sources = [
        { Name = "web", Action = "allow", Description = "the shop" },
        { Name = "batch", Action = "deny" },
        {
          Name = "mobile"
          Permissions = [
            { Action = "allow", HTTP { PathPrefix = "/v1/", Methods = ["GET", "POST"] } },
            { Action = "deny", HTTP { PathPrefix = "/" } },
          ]
        },
      ]
      """;

  static final String JSON =
      """
      {
        "Kind": "service-intentions", "Name": "api", "Meta": { "team": "payments" },
        "Sources": [
          { "Name": "web", "Action": "allow", "Description": "the shop" },
          { "Name": "batch", "Action": "deny" },
          { "Name": "mobile", "Permissions": [
            { "Action": "allow", "HTTP": { "PathPrefix": "/v1/", "Methods": ["GET", "POST"] } },
            { "Action": "deny", "HTTP": { "PathPrefix": "/" } }
          ] }
        ]
      }
      """;

  static final String YAML =
      """
      Kind: service-intentions
      Name: api
      Meta: { team: payments }
      Sources:
        - { Name: web, Action: allow, Description: the shop }
        - { Name: batch, Action: deny }
        - Name: mobile
          Permissions:
            - { Action: allow, HTTP: { PathPrefix: /v1/, Methods: [GET, POST] } }
            - { Action: deny, HTTP: { PathPrefix: / } }
      """;

  private Samples() {}

  static String hcl(int bytes) {
    return large(
        "Kind = \"service-intentions\"\nName = \"api\"\nSources = [\n",
        "  {\n"
            + "    Name        = \"service-%d\"\n"
            + "    Action      = \"allow\"\n"
            + "    Description = \"a caller\"\n"
            + "  },\n",
        "]\n",
        bytes);
  }

  static String json(int bytes) {
    return large(
        "{\"Kind\": \"service-intentions\", \"Name\": \"api\", \"Sources\": [\n",
        "  {\n"
            + "    \"Name\": \"service-%d\",\n"
            + "    \"Action\": \"allow\",\n"
            + "    \"Description\": \"a caller\"\n"
            + "  },\n",
        "  {\"Name\": \"last\", \"Action\": \"deny\"}\n]}\n",
        bytes);
  }

  static String yaml(int bytes) {
    return large(
        "Kind: service-intentions\nName: api\nSources:\n",
        "  - Name: service-%d\n    Action: allow\n    Description: a caller of the service\n",
        "",
        bytes);
  }

  private static String large(String begin, String part, String end, int bytes) {
    StringBuilder out = new StringBuilder(begin);
    for (int i = 0; out.length() < bytes; i++) {
      out.append(part.formatted(i));
    }
    return out.append(end).toString();
  }
}

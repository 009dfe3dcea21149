package dev.treaty.tests.generated;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Good entries of every kind, from which others are made. */
final class Examples {

  private Examples() {}

  static List<Value.Fields> of(String kind) {
    return texts(kind).stream()
        .map(json -> (Value.Fields) ValueJson.parse(json.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<String> texts(String kind) {
    return switch (kind) {
      case "mesh" ->
          List.of(
              """
              {"Kind":"mesh","TLS":{"Incoming":{"TLSMinVersion":"TLSv1_2"},"Outgoing":{}},
               "HTTP":{"SanitizeXForwardedClientCert":true},"Peering":{}}
              """);
      case "proxy-defaults" ->
          List.of(
              """
              {"Kind":"proxy-defaults","Name":"global","Config":{"protocol":"http","a":{"b":["c"]}},
               "AccessLogs":{"Enabled":true},"Expose":{"Paths":[{"Path":"/x"}]},"MeshGateway":{}}
              """);
      case "service-defaults" ->
          List.of(
              """
              {"Kind":"service-defaults","Name":"gen","Protocol":"http","UpstreamConfig":{
               "Overrides":[{"Name":"b","Limits":{},"PassiveHealthCheck":{"Interval":"1s"}}],
               "Defaults":{"MeshGateway":{"Mode":"local"}}},"TransparentProxy":{}}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":"builtin/wasm",
                "Arguments":{"Protocol":"http","ListenerType":"inbound","PluginConfig":{"VmConfig":{
                "Code":{"Remote":{"HttpURI":{"Service":{"Name":"s"},"URI":"https://a.b/c","Timeout":
                "5s"},"SHA256":"x","RetryPolicy":{"NumRetries":3,"RetryBackOff":{"BaseInterval":
                "1s","MaxInterval":"9s"}}}},"EnvironmentVariables":{"KeyValues":{"a":"b"}}}}}}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":"builtin/wasm",
                "Required":true,"ConsulVersion":">= 1.15, < 3","Arguments":{"Protocol":"tcp",
                "ListenerType":"outbound","PluginConfig":{"VmConfig":{"Runtime":"wavm",
                "Code":{"Local":{"Filename":"f"}}}}}}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":
                "builtin/ext-authz","EnvoyVersion":"~> 1.27.0","Arguments":{"Config":{"HttpService":
                {"Target":{"URI":"127.0.0.1:9191","Timeout":"2s"},"AuthorizationRequest":{
                "AllowedHeaders":[{"Exact":"x"},{"Prefix":"y"}],"HeadersToAdd":[{"Key":"k","Value":
                "v"},{"Key":"l"}]},"AuthorizationResponse":{"AllowedClientHeaders":[{"Suffix":"z"},
                {"Contains":"c"}]}},"StatusOnError":403,"WithRequestBody":{"MaxRequestBytes":5}}}}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":
                "builtin/ext-authz","Arguments":{"ListenerType":"inbound","Config":{"GrpcService":{
                "Target":{"Service":{"Name":"a","Namespace":"n"}},"Authority":"x"}}}}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":
                "builtin/aws/lambda","Arguments":{"ARN":"arn:x","PayloadPassthrough":true}},{"Name":
                "builtin/otel-access-logging","Arguments":{"Config":{"LogName":"l","GrpcService":{
                "Target":{"URI":"localhost:1"}},"BufferFlushInterval":5,"BufferSizeBytes":7,
                "RetryPolicy":{"NumRetries":3,"RetryBackOff":{"BaseInterval":5}},"Attributes":
                {"a":"b"}}}}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":
                "builtin/property-override","Arguments":{"Patches":[{"ResourceFilter":{
                "ResourceType":"cluster","TrafficDirection":"outbound","Services":[{"Name":"a"},
                {"Name":"b"}]},"Op":"add","Path":"/outlier_detection/max_ejection_time/seconds",
                "Value":120},{"ResourceFilter":{"ResourceType":"listener","TrafficDirection":
                "inbound"},"Op":"remove","Path":"/connection_balance_config"}]}}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","EnvoyExtensions":[{"Name":
                "builtin/property-override","Arguments":{"Debug":true,"ProxyType":"connect-proxy",
                "Patches":[{"ResourceFilter":{"ResourceType":"route","TrafficDirection":"inbound"},
                "Op":"add","Path":"most_specific_header_mutations_wins","Value":true},
                {"ResourceFilter":{"ResourceType":"cluster","TrafficDirection":"inbound"},"Op":"add",
                "Path":"/upstream_connection_options/tcp_keepalive","Value":{"keepalive_probes":3}}]
                }}]}
              """,
              """
              {"Kind":"service-defaults","Name":"gen","Destination":{"Addresses":["a.b"],"Port":5},
               "EnvoyExtensions":[{"Name":"builtin/lua",
                "Arguments":{"Script":"x","Listener":"inbound"}}]}
              """);
      case "jwt-provider" ->
          List.of(
              """
              {"Kind":"jwt-provider","Name":"gen","JSONWebKeySet":{"Remote":{"URI":"https://a.b/c",
               "RetryPolicy":{"RetryPolicyBackOff":{"BaseInterval":"1s","MaxInterval":"2s"}},
               "JWKSCluster":{"TLSCertificates":{"TrustedCA":{"InlineString":"x"}}}}},
               "Locations":[{"Header":{"Name":"a"}},{"Cookie":{"Name":"b"}}],
               "Forwarding":{"HeaderName":"c"},"CacheConfig":{"Size":3}}
              """,
              """
              {"Kind":"jwt-provider","Name":"gen","JSONWebKeySet":{"Local":{"JWKS":"aGVsbG8="}}}
              """);
      case "service-resolver" ->
          List.of(
              """
              {"Kind":"service-resolver","Name":"gen","DefaultSubset":"v1","Subsets":{
               "v1":{"Filter":"Service.Meta.v == 1"},"v2":{}},"Failover":{"*":{"Targets":[
               {"Peer":"east"},{"Service":"other"}]},"v1":{"Datacenters":["dc2"]}}}
              """,
              """
              {"Kind":"service-resolver","Name":"gen","Redirect":{"Service":"web","Peer":"east"},
               "ConnectTimeout":"15s"}
              """,
              """
              {"Kind":"service-resolver","Name":"gen","RequestTimeout":"90s","LoadBalancer":{
               "Policy":"ring_hash","RingHashConfig":{"MinimumRingSize":4},"HashPolicies":[
               {"Field":"cookie","FieldValue":"c","CookieConfig":{"TTL":"5s"}},{"SourceIP":true}]}}
              """);
      case "service-splitter" ->
          List.of(
              """
              {"Kind":"service-splitter","Name":"gen","Splits":[{"Weight":99.99,"Service":"a",
               "RequestHeaders":{"Add":{"x":"y"}}},{"Weight":0.01,"Service":"b"}]}
              """);
      case "service-router" ->
          List.of(
              """
              {"Kind":"service-router","Name":"gen","Routes":[{"Match":{"HTTP":{"PathPrefix":"/a",
               "Header":[{"Name":"x","Exact":"y"}],"QueryParam":[{"Name":"q","Present":true}],
               "Methods":["get"]}},"Destination":{"Service":"web","PrefixRewrite":"/",
               "RetryOn":["5xx"],"RequestHeaders":{"Set":{"a":"b"}},"IdleTimeout":"90s"}}]}
              """);
      case "ingress-gateway" ->
          List.of(
              """
              {"Kind":"ingress-gateway","Name":"gen","TLS":{"Enabled":true},"Listeners":[
               {"Port":80,"Protocol":"http","Services":[{"Name":"a","Hosts":["a.b"],
                "PassiveHealthCheck":{}},{"Name":"b"}]},
               {"Port":81,"Protocol":"HTTP","TLS":{"SDS":{"ClusterName":"c","CertResource":"r"}},
                "Services":[{"Name":"*"}]}],"Defaults":{"MaxConnections":5}}
              """);
      case "terminating-gateway" ->
          List.of(
              """
              {"Kind":"terminating-gateway","Name":"gen","Services":[{"Name":"a","CAFile":"f"},
               {"Name":"b","CAFile":"f","CertFile":"g","KeyFile":"h","SNI":"s"},{"Name":"*"}]}
              """);
      case "api-gateway" ->
          List.of(
              """
              {"Kind":"api-gateway","Name":"gen","Listeners":[{"Name":"a","Port":80,
               "Protocol":"http","Hostname":"*.a.b","TLS":{"Certificates":[{"Name":"c"}],
               "MinVersion":"TLSv1_2"}},{"Name":"b","Port":81,"Protocol":"TCP"}]}
              """);
      case "http-route" ->
          List.of(
              """
              {"Kind":"http-route","Name":"gen","Parents":[{"Name":"g","SectionName":"s"}],
               "Hostnames":["a.b"],"Rules":[{"Filters":{"Headers":[{"Add":{"a":"b"}}],
               "URLRewrite":{"Path":"/"}},"Matches":[{"Method":"get","Path":{"Match":"exact",
               "Value":"/x"},"Headers":[{"Match":"exact","Name":"h","Value":"v"}],
               "Query":[{"Match":"present","Name":"q"}]}],"Services":[{"Name":"s","Weight":5}]}]}
              """);
      case "tcp-route" ->
          List.of(
              """
              {"Kind":"tcp-route","Name":"gen","Parents":[{"Name":"g"},{"Name":"h"}],
               "Services":[{"Name":"s"}]}
              """);
      case "inline-certificate" ->
          List.of(
              """
              {"Kind":"inline-certificate","Name":"gen","Certificate":"\
              -----BEGIN CERTIFICATE-----\\n\
              MIIBjDCCATGgAwIBAgIUE02nempzMmz+mo9WqVi7dAa83uYwCgYIKoZIzj0EAwIw\\n\
              DjEMMAoGA1UEAwwDZ2VuMCAXDTI2MTEyNDIzMjA0OVoYDzIxMjYxMDMxMjMyMDQ5\\n\
              WjAOMQwwCgYDVQQDDANnZW4wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASkniZc\\n\
              /x+AxH0QnB8n0/zs0C79sOfmqOSe9ZF7OUurgnQsXmh5xoWD0oaC8saCbpC0GMnS\\n\
              L8kI7bQ/mPD6uS5yo2swaTAdBgNVHQ4EFgQUdn6OwP2oq0XE5QO+djqCgDy1W1sw\\n\
              HwYDVR0jBBgwFoAUdn6OwP2oq0XE5QO+djqCgDy1W1swDwYDVR0TAQH/BAUwAwEB\\n\
              /zAWBgNVHREEDzANggtnZW4uZXhhbXBsZTAKBggqhkjOPQQDAgNJADBGAiEAx2ni\\n\
              VM4tsgpV+ZyoXXFocPU6u2X2vklqoqrBWTIooI4CIQCYeo3p2s5zMsYhIoRcFaaY\\n\
              wLuPHvlk90MD7TQZeuPIoA==\\n\
              -----END CERTIFICATE-----","PrivateKey":"\
              -----BEGIN PRIVATE KEY-----\\n\
              MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0JyuoHV5F4ZxJFKG\\n\
              Hv3m2IUKQsFTkDow/wZKQCVwTh+hRANCAASkniZc/x+AxH0QnB8n0/zs0C79sOfm\\n\
              qOSe9ZF7OUurgnQsXmh5xoWD0oaC8saCbpC0GMnSL8kI7bQ/mPD6uS5y\\n\
              -----END PRIVATE KEY-----"}
              """);
      case "sameness-group" ->
          List.of(
              """
              {"Kind":"sameness-group","Name":"gen","Members":[{"Partition":"default"},
               {"Peer":"east"}]}
              """);
      case "control-plane-request-limit" ->
          List.of(
              """
              {"Kind":"control-plane-request-limit","Name":"gen","Mode":"permissive","ReadRate":5,
               "KV":{"ReadRate":1.5,"WriteRate":2}}
              """);
      case "rate-limit" ->
          List.of(
              """
              {"Kind":"rate-limit","Name":"global","config":{"ReadRate":5.5,"priority":true,
               "excludeEndpoints":["Status.Leader"]}}
              """);
      case "service-intentions" ->
          List.of(
              """
              {"Kind":"service-intentions","Name":"gen","Sources":[{"Name":"a","Action":"allow"},
               {"Name":"*","Action":"deny"},{"Name":"a","Peer":"east","Permissions":[
               {"Action":"allow","HTTP":{"PathPrefix":"/","Header":[{"Name":"x","Present":true}],
               "Methods":["get"]}}]}]}
              """);
      case "exported-services" ->
          List.of(
              """
              {"Kind":"exported-services","Name":"default","Services":[{"Name":"a","Consumers":[
               {"Peer":"east"},{"Partition":"p"}]},{"Name":"*","Consumers":[{"Peer":"west"}]}]}
              """);
      default -> List.of("{\"Kind\":\"" + kind + "\",\"Name\":\"gen\"}");
    };
  }
}

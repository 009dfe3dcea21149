package dev.treaty.model.diagnostic;

import java.util.Optional;

/**
 * The codes of what is wrong with a document, with cause and mend. A code is never reused for
 * another meaning.
 */
public enum DiagnosticCode implements ExplainedCode {
  NOT_UTF8(
      "TR0101",
      "The file is no UTF-8 text",
      "The bytes are in another encoding, or the file is binary.",
      "Save the file as UTF-8, or take it out of the entry folder."),
  TOO_LARGE(
      "TR0102",
      "The file is over a limit",
      "A file may have 16 MiB, values may be nested 200 deep, a YAML file may use 50 aliases.",
      "Split the file, or take out what does not belong there."),
  HCL_SYNTAX(
      "TR0103",
      "The file is not valid HCL",
      "A bracket, quote, comma, equals sign or value is missing or too much.",
      "Look at the place shown; the message says what was expected there."),
  JSON_SYNTAX(
      "TR0104",
      "The file is not valid JSON",
      "A bracket, quote, comma or colon is missing or too much.",
      "Look at the place shown; the message says what was expected there."),
  YAML_SYNTAX(
      "TR0105",
      "The file is not valid YAML",
      "Indentation, quoting, or a feature that is refused (merge keys, tags).",
      "Look at the place shown; write the values out."),
  DUPLICATE_KEY(
      "TR0106",
      "A key is written twice",
      "Consul silently keeps one of the two; Treaty does not guess.",
      "Remove one of the two; for several elements write a list or repeat a block."),
  NOT_A_MAP(
      "TR0107",
      "The document is no map",
      "A config entry is a map of keys and values.",
      "Write Kind, Name and the other keys at the top of the document."),
  NO_KIND(
      "TR0201",
      "The kind is missing",
      "Every config entry says what it is, as Kind or kind at its top.",
      "Add Kind = \"…\"."),
  UNKNOWN_KIND(
      "TR0202", "The kind is unknown", "Consul has no kind of this name.", "Correct the spelling."),
  UNKNOWN_KEY(
      "TR0204",
      "The key is unknown",
      "Consul refuses keys that the kind does not have, at any depth.",
      "Correct the spelling; the nearest right key is shown."),
  WRONG_TYPE(
      "TR0205",
      "The value has the wrong type",
      "The value cannot be read as what the key holds.",
      "Write a value of the type that the message names."),
  NULL_IN_LIST(
      "TR0206",
      "A list holds a null",
      "Consul fails in a harmful way on nulls inside lists.",
      "Remove the element."),
  INVALID_ENTRY(
      "TR0207",
      "The entry is refused",
      "A rule of the kind is violated; the message is Consul's own.",
      "Correct the value shown."),
  ENTERPRISE_ONLY(
      "TR0208",
      "The key belongs to the Enterprise edition",
      "Community Edition refuses partitions, namespaces and sameness groups.",
      "Remove the key, or say that the cluster runs the Enterprise edition."),
  NEWER_CONSUL(
      "TR0209",
      "The key needs a newer Consul",
      "The cluster's version does not know this key yet and would refuse it.",
      "Upgrade the cluster, or remove the key."),
  DUBIOUS_VALUE(
      "TR0210",
      "The value is legal yet dubious",
      "Consul stores the value, but it will not do what it seems to say.",
      "Compare with the documentation of the key."),
  FOREIGN_DOCUMENT(
      "TR0211",
      "The document is left alone",
      "It is a Kubernetes object that is no Consul resource.",
      "Nothing to mend."),
  PEERING_RESOURCE(
      "TR0212",
      "The resource is one side of a peering",
      "A PeeringAcceptor and the PeeringDialer of another cluster declare a peering together.",
      "Nothing to mend; a project needs both."),
  NO_ENTRY(
      "TR0213",
      "The file declares nothing",
      "The file is empty or has only comments.",
      "Write an entry or remove the file."),
  INVALID_RESOURCE(
      "TR0214",
      "The custom resource is refused",
      "consul-k8s refuses the resource.",
      "Correct the value shown."),
  FILE_TYPE(
      "TR0215",
      "The file's ending is not known",
      "Entries are read from .hcl, .json, .yaml and .yml files.",
      "Rename the file."),
  SERVERS_ONLY(
      "TR0216",
      "Only servers write this kind",
      "A server writes a bound-api-gateway beside each api-gateway and refuses it from others.",
      "Remove the entry."),
  NOT_CONVERTIBLE(
      "TR0220",
      "The file cannot be written in that form",
      "A form lacks what the file says: HCL has no null, a custom resource no Meta.",
      "Keep the form, or take out what the other one lacks."),
  NO_PROJECT_FILE(
      "TR0301",
      "There is no project file",
      "A project has treaty.hcl (or treaty.yaml) at its root.",
      "Write one, or say with -C where the project is."),
  TWO_PROJECT_FILES(
      "TR0302",
      "There are two project files",
      "Only one of treaty.hcl, treaty.yaml and treaty.yml may be there.",
      "Remove all but one."),
  UNKNOWN_SETTING(
      "TR0303",
      "The setting is unknown",
      "The project file or the clusters file has a key that means nothing there.",
      "Correct the spelling; the nearest right key is shown."),
  INVALID_SETTING(
      "TR0304",
      "The setting's value is not possible",
      "The value has the wrong type or is out of range.",
      "Write a value as the message describes it."),
  SETTING_NOT_SUPPORTED(
      "TR0401",
      "The agent cannot keep what a setting promises",
      "The setting asks for protection or replication that this agent does not have yet.",
      "Take the setting out, knowing that what it promises will not be there."),
  SETTING_WITHOUT_EFFECT(
      "TR0402",
      "The agent's setting has no effect yet",
      "Consul has the setting; this agent does not act on it yet.",
      "Nothing to mend; take it out to silence the warning."),
  SETTING_RENAMED(
      "TR0403",
      "The agent's setting has a newer name",
      "Consul renamed the setting; under its old name it is still used.",
      "Write the name that the message tells."),
  SECRET_IN_FILE(
      "TR0305",
      "A secret stands in a file",
      "Credentials are the operator's; written into a file they would travel with every copy of"
          + " it.",
      "Put it into the environment or a file of its own, and name that in the clusters file."),
  INVALID_NAME(
      "TR0306",
      "The name is not possible",
      "Names of projects, clusters and peers become parts of addresses and of Consul's own names.",
      "Choose a name as the message describes it."),
  DECLARED_TWICE(
      "TR0307",
      "Something is declared twice",
      "Which of the two counts would depend on the order of files.",
      "Remove one of the two; both places are shown."),
  UNKNOWN_CLUSTER(
      "TR0308",
      "No cluster has this name",
      "A peering or a folder names a cluster that treaty.hcl does not declare.",
      "Correct the spelling, or declare the cluster."),
  CONFLICTING_PARTS(
      "TR0309",
      "Two files disagree about one entry",
      "Several files may contribute to one entry only what does not contradict.",
      "Make them agree, or say it in one file only; both places are shown."),
  MARK_TOO_LONG(
      "TR0310",
      "The name is too long to be marked",
      "The ownership mark holds project and address, and Consul limits it to 512 characters.",
      "Shorten the name."),
  META_NOT_POSSIBLE(
      "TR0311",
      "The Meta cannot be kept",
      "Treaty adds four marks to an entry's Meta, of which Consul takes 64 keys.",
      "Use at most 60 keys, and none of Treaty's own."),
  NO_CONFIG_FOLDER(
      "TR0312",
      "The config folder does not exist",
      "A folder that is missing by mistake would read as an order to delete all entries.",
      "Correct the path, or remove it from config."),
  UNBOUND_CLUSTER(
      "TR0313",
      "The cluster is not bound",
      "Once one cluster has an address or token from the operator, all must have.",
      "Add it to the clusters file, or set TREATY_<CLUSTER>_HTTP_ADDR."),
  ADDRESS_MISMATCH(
      "TR0314",
      "The repository names another address",
      "A secret goes only to the address that the operator bound it to.",
      "Make the two equal, or remove the address from the repository."),
  SECRET_NOT_FOUND(
      "TR0315",
      "A secret cannot be had",
      "The clusters file names a variable or a file that is not there or empty.",
      "Set it, or correct the name."),
  UNKNOWN_PEER(
      "TR0316",
      "No peering has this name",
      "An entry names a peer that the cluster has by no declared peering.",
      "Correct the name, or declare the peering."),
  PEERING_HALF(
      "TR0317",
      "One side of a peering is missing",
      "A PeeringAcceptor in one cluster's folder and a PeeringDialer in another's belong together"
          + " if they name the same secret, or if each is named after the other's cluster.",
      "Add the other side, correct the secret or the names, or declare the peering in treaty.hcl."),
  ROUTING_NEEDS_HTTP(
      "TR0501",
      "Routing needs an HTTP-like protocol",
      "A router or splitter acts on requests, and the service's protocol is tcp. Where there are"
          + " service-defaults, their Protocol alone counts, and an empty one means tcp, whatever"
          + " proxy-defaults say.",
      "Write Protocol = \"http\" (or http2, grpc) into the service-defaults of the service."),
  MIXED_PROTOCOLS(
      "TR0502",
      "A chain mixes protocols",
      "All services that a router, splitter, redirect or failover leads to must speak the same"
          + " protocol.",
      "Give them the same Protocol in their service-defaults, or do not link them."),
  SUBSET_MISSING(
      "TR0503",
      "A subset does not exist",
      "A router, splitter or resolver names a subset that the service's resolver does not have.",
      "Add the subset to the service-resolver, or correct the name."),
  CHAIN_CIRCLE(
      "TR0504",
      "Entries lead in a circle",
      "Redirects or splitters lead back to where they came from.",
      "Let one of them end at a service's own instances."),
  EXTERNAL_SERVICE(
      "TR0505",
      "The service lies outside of the mesh",
      "A service with ExternalSNI has no redirects, subsets or failover.",
      "Take the ExternalSNI out of its service-defaults, or those out of its resolver."),
  PERMISSIONS_NEED_HTTP(
      "TR0506",
      "L7 permissions need an HTTP-like protocol",
      "The intentions of the service decide about requests, and its protocol is tcp.",
      "Write Protocol = \"http\" into its service-defaults, or use Action in place of"
          + " Permissions."),
  JWT_PROVIDER_MISSING(
      "TR0507",
      "A JWT provider does not exist",
      "Intentions name a jwt-provider that is not there; nobody could ever pass.",
      "Declare the jwt-provider, or correct the name."),
  INGRESS_PROTOCOL(
      "TR0508",
      "An ingress listener and its service differ in protocol",
      "A listener serves only services that speak its protocol.",
      "Change the listener's Protocol, or that of the service."),
  GATEWAY_NAME_TAKEN(
      "TR0509",
      "Another gateway has this name",
      "An ingress gateway and a terminating gateway cannot share a name.",
      "Rename one of the two."),
  PERMISSIVE_NOT_ALLOWED(
      "TR0510",
      "Permissive mutual TLS is not allowed",
      "MutualTLSMode can only become permissive while the mesh entry allows it.",
      "Set AllowEnablingPermissiveMutualTLS = true in the mesh entry, or use strict."),
  EXPORTED_CHAIN(
      "TR0511",
      "The service cannot be exported to a peer",
      "What is exported to a peer must end in this datacenter and partition, and a tcp service must"
          + " end at itself.",
      "Remove the redirect, failover or destination that leaves, or the export."),
  SAMENESS_GROUP(
      "TR0512",
      "A sameness group does not fit",
      "A resolver names a group that does not exist, or a member belongs to two groups.",
      "Declare the group, or correct the member.");

  private final String id;
  private final String title;
  private final String cause;
  private final String mend;

  DiagnosticCode(String id, String title, String cause, String mend) {
    this.id = id;
    this.title = title;
    this.cause = cause;
    this.mend = mend;
  }

  /** The stable code, for example {@code TR0103}. */
  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String cause() {
    return cause;
  }

  @Override
  public String mend() {
    return mend;
  }

  /** An error with this code at a place. */
  public Diagnostic at(SourceRange range, String keyPath, String message) {
    return Diagnostic.error(id, range, keyPath, message);
  }

  /** A warning with this code at a place. */
  public Diagnostic warnAt(SourceRange range, String keyPath, String message) {
    return Diagnostic.warning(id, range, keyPath, message);
  }

  /** A note with this code at a place. */
  public Diagnostic noteAt(SourceRange range, String message) {
    return new Diagnostic(id, Severity.NOTE, Optional.of(range), "", message, "", "");
  }

  /** The code with this id. */
  public static Optional<DiagnosticCode> of(String id) {
    for (DiagnosticCode code : values()) {
      if (code.id.equalsIgnoreCase(id)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}

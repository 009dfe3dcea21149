package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code sameness-group}: partitions and peers whose services of one name are the same. */
final class SamenessGroup implements EntryKind {

  private static final Shape MEMBER =
      Shape.fields()
          .optional("Partition", Type.TEXT)
          .says("A partition of this cluster.")
          .optional("Peer", Type.TEXT)
          .says("A cluster peer.")
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .optional("DefaultForFailover", Type.FLAG)
          .says("Lets services fail over to the members without a resolver.")
          .optional("IncludeLocal", Type.FLAG)
          .says("Puts the own partition first.")
          .always(
              "Members", new Type.Structs(MEMBER, List.of("Peer", "Partition"), Type.Order.COUNTS))
          .says("The members, in the order in which they stand in for each other.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "sameness-group";
  }

  @Override
  public String purpose() {
    return "Partitions and peers whose services of one name count as one service.";
  }

  @Override
  public Since since() {
    return Since.of(1, 16, 0);
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (!server.enterprise()) {
      findings.fail(entry, "Kind", "sameness-groups are an enterprise-only feature");
      return;
    }
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
    }
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    List<Value.Fields> members = entry.maps("Members");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      Value.Fields member = members.get(i);
      String at = "Members[" + i + "]";
      String peer = member.text("Peer");
      String partition = member.text("Partition");
      if (peer.isEmpty() == partition.isEmpty()) {
        findings.fail(member, "", at + ": must define exactly one of Partition or Peer");
      } else if (!seen.add(peer + "/" + partition)) {
        findings.fail(member, "", at + ": is named more than once");
      }
    }
  }
}

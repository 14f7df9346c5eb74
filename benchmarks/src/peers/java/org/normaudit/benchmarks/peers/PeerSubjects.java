package org.normaudit.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.subject.SubjectProvider;

/** The peers as subjects of an audit, {@code peer:NAME}. Of their arithmetic nothing is assumed. */
public final class PeerSubjects implements SubjectProvider {
  @Override
  public String prefix() {
    return "peer";
  }

  @Override
  public String form() {
    return "peer:NAME";
  }

  @Override
  public List<Subject> open(String rest) {
    List<Subject> subjects = new ArrayList<>();
    for (Peer peer : Peers.named(rest)) {
      subjects.add(
          new LayerSubject("peer:" + peer.name(), new PeerLayer(peer), ErrorModel::unknown));
    }
    return subjects;
  }
}

package org.normaudit.verification.campaign;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.audit.CaseSources;
import org.normaudit.verification.audit.Catalogue;
import org.normaudit.verification.audit.SubjectUnderConvention;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.Shard;
import org.normaudit.verification.check.Checks;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.grade.Grader;
import org.normaudit.verification.report.AuditReport;
import org.normaudit.verification.subject.LayerSubject;

/** A campaign of a few seconds. */
final class SmallCampaign {
  private SmallCampaign() {}

  static Campaign of(long seed, Shard shard) {
    List<Case> cases =
        Catalogue.of(
                Catalogue.Size.QUICK,
                EnumSet.of(LayerKind.BATCH_RENORM),
                EnumSet.of(Dtype.FLOAT32),
                seed)
            .stream()
            .filter(c -> c.shape().size() <= 40)
            .toList();
    LayerSubject subject = new LayerSubject("reference", new ReferenceLayer(), ErrorModel::ieee);
    return new Campaign(
        seed, List.of(SubjectUnderConvention.paper(subject)), cases, Checks.all(), shard);
  }

  static CampaignRun start(Campaign campaign, Optional<Journal> journal) {
    List<Grade> grades =
        campaign.shard().index() > 1
            ? List.of()
            : campaign.subjects().stream()
                .map(a -> new Grader(1).grade(a.subject(), a.conventions(), Dtype.FLOAT32))
                .toList();
    return new CampaignRun(campaign, journal, grades, List.of("a note"), System.nanoTime());
  }

  static AuditReport run(Campaign campaign) throws InterruptedException {
    CampaignRun run = start(campaign, Optional.empty());
    run.run(CaseSources::input, 2, c -> {});
    return run.close(List.of());
  }
}

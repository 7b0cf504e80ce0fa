using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Evidence;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Evidence;

/// <summary>
/// A regulator takes up a finding under a case number. It is a clue and no verdict: nobody is named, and what was found stands as a
/// commitment. Of a section only once it is open, since a finding of bidders would say that there are some (DOMAIN §2, §5). The same again
/// is passed over.
/// </summary>
internal static class RecordFindingHandler
{
    private const int IdBytes = 16;
    private const int CaseNoCharsMax = 64;
    private const int RuleCharsMax = 64;
    private const string Recorded = "finding.recorded";

    internal static Refused Handle(RecordFinding call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.Regulator, "RecordFinding"),
            CheckId(call.FindingId),
            FieldRules.Text(call.CaseNo, "The case number", CaseNoCharsMax),
            FieldRules.Text(call.Rule, "The rule's name", RuleCharsMax),
            call.RuleVersion > 0 ? Refused.No : new Refused(RefusalCode.BadCount, "The rule's version is 0; the first is 1."),
            FieldRules.Listed(call.Light, "The light"),
            FieldRules.DigestBytes(call.DataCommitment.Length, "The data's commitment"),
            CheckSection(call.SectionCode, context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = EvidenceTables.Findings.Key(call.FindingId.ToByteArray());
        if (EvidenceTables.Findings.Read(context.State, key) is { } known)
        {
            context.Announce(new StateFact(key, known.ToByteArray(), Recorded));
            return known.Recorded.Equals(call) && known.RegulatorUscc == context.Signer.Uscc
                ? Refused.No
                : new Refused(RefusalCode.FindingExists, $"Another finding has this id since {known.RecordedAt}.");
        }

        if (call.Due <= context.Time)
        {
            return new Refused(RefusalCode.FindingDue, $"It is due at {call.Due}; block time is {context.Time}.");
        }

        var finding = new SupervisionFinding
        {
            Recorded = call,
            RegulatorUscc = context.Signer.Uscc,
            RecordedAt = context.Time,
            State = FindingState.Pending,
            Due = call.Due,
        };
        context.Record(EvidenceTables.Findings, key, finding, Recorded);
        return Refused.No;
    }

    internal static Refused CheckId(ByteString id) => id.Length == IdBytes
        ? Refused.No
        : new Refused(RefusalCode.BadCount, $"The finding's id has {id.Length} bytes; it must have {IdBytes}.");

    private static Refused CheckSection(string code, CallContext context)
    {
        if (code.Length == 0)
        {
            return Refused.No;
        }

        if (SectionRules.Find(context.State, code, out _, out var section) is { IsRefused: true } unknown)
        {
            return unknown;
        }

        return SectionRules.IsOpen(section)
            ? Refused.No
            : new Refused(
                RefusalCode.FindingBeforeOpening,
                $"Section {code} is {SectionRules.EffectiveState(section, context.Time)}; a finding would say what is not open yet.");
    }
}

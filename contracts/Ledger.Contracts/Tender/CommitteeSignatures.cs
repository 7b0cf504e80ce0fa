using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Tender;

/// <summary>What an evaluation committee says stands under its own key (招标投标法 §37, §40).</summary>
internal static class CommitteeSignatures
{
    internal static Refused Check(RecordEvaluation evaluation, ByteString signature, Section section, BlockScope block)
    {
        var code = section.Announced.SectionCode;
        if (section.Committee is not { } committee)
        {
            return new Refused(RefusalCode.BadCommitteeSignature, $"Section {code} has no committee that could have signed.");
        }

        var key = new PublicKey(ValidatorSets.AlgorithmOf(block.Suite), committee.Key.Span);
        Span<bool> signed = [false];
        block.Verifier.Verify(
            [new SignatureCheck(key, EvaluationBytes.Encode(block.ChainId, evaluation), signature.Memory, LowS: true)], signed);
        return signed[0]
            ? Refused.No
            : new Refused(
                RefusalCode.BadCommitteeSignature,
                $"The committee of section {code} did not sign this report and these {evaluation.Candidates.Count} candidates on this " +
                "chain.");
    }
}

using System.Text;

namespace Ledger.Protocol;

/// <summary>
/// What an evaluation committee signs: tag ‖ chain id ‖ section code (23) ‖ report digest (32) ‖ each candidate's code (18), in their order
/// (docs/spec/transaction.md).
/// </summary>
public static class EvaluationBytes
{
    /// <summary>The message; the caller has checked the fields' shapes, so that their lengths are fixed.</summary>
    public static SignBytes Encode(Digest chainId, V1.RecordEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return SignPurposes.Evaluation.Over(
        [
            .. chainId.ToArray(),
            .. Encoding.ASCII.GetBytes(evaluation.SectionCode),
            .. evaluation.ReportDigest.Span,
            .. Encoding.ASCII.GetBytes(string.Concat(evaluation.Candidates)),
        ]);
    }
}

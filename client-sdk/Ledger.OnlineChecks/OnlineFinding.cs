using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.OnlineChecks;

/// <summary>What a question came to.</summary>
/// <param name="Fault">Why there is no answer that counts; <see cref="OnlineFault.None"/> where there is one.</param>
/// <param name="Detail">What was found wrong.</param>
/// <param name="Question">What was asked; null where there is a fault, as all below.</param>
/// <param name="Answer">What the authority's books say.</param>
/// <param name="Evidence">What is to be kept.</param>
public sealed record OnlineFinding(
    OnlineFault Fault, string Detail, OnlineQuestion? Question = null, OnlineAnswer? Answer = null, OnlineEvidence? Evidence = null)
{
    /// <summary>
    /// What the answer says of the record: MET where the authority's books have it in force at the time that was asked about, NOT_MET where
    /// they have it otherwise or not at all, UNKNOWN where no answer counts.
    /// </summary>
    public CheckOutcome Outcome => Answer is null ? CheckOutcome.Unknown
        : Answer.Status == CredentialStatus.InForce ? CheckOutcome.Met
        : CheckOutcome.NotMet;

    /// <summary>
    /// The names of what books and chain say differently: <c>found</c>, <c>status</c>, <c>effective_from</c>, <c>effective_until</c>. None
    /// where they agree, or no answer counts. Neither is right by that: the issuer puts the chain right, or its books.
    /// </summary>
    /// <param name="record">The record as the chain has it.</param>
    public IReadOnlyList<string> DifferencesFrom(CredentialRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (Answer is not { } answer || Question is not { } question)
        {
            return [];
        }

        return answer.Found
            ? [.. Different(answer, record, question.AsOf)]
            : ["found"];
    }

    internal static OnlineFinding Of(OnlineFault fault, string detail) => new(fault, detail);

    private static IEnumerable<string> Different(OnlineAnswer answer, CredentialRecord record, long asOf)
    {
        if (answer.Status != CredentialRules.StatusAt(record, asOf))
        {
            yield return "status";
        }

        if (answer.EffectiveFrom != record.Recorded.EffectiveFrom)
        {
            yield return "effective_from";
        }

        if (answer.EffectiveUntil != record.Recorded.EffectiveUntil)
        {
            yield return "effective_until";
        }
    }
}

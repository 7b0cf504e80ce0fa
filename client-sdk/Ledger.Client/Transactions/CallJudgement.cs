using Ledger.Schema.Judgements;

namespace Ledger.Client;

/// <summary>What is known of calls before they are sent.</summary>
/// <param name="Time">Time of the newest final block, UTC milliseconds: what times in the calls are beside.</param>
/// <param name="SignerUscc">Who would sign; empty where the certificate is not registered and valid.</param>
/// <param name="SignerName">Its name on the chain.</param>
/// <param name="Warnings">What is doubtful.</param>
public sealed record CallJudgement(long Time, string SignerUscc, string SignerName, IReadOnlyList<CallWarning> Warnings);

using Ledger.Fuzz.Targets;

namespace Ledger.Fuzz;

/// <summary>Every decoder of the project. A new one gets its target here.</summary>
public static class FuzzTargets
{
    /// <summary>All targets, by name.</summary>
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } =
        new[]
        {
            TransactionTargets.All, ContractTargets.All, BlockTargets.All, FinalityTargets.All, CryptoTargets.All, ProofTargets.All,
            FileTargets.All, MessageTargets.All, SealTargets.All,
            SessionTargets.All, PassportTargets.All, MailTargets.All, ExchangeTargets.All,
        }
            .SelectMany(group => group(FuzzWorld.Instance)).ToDictionary(target => target.Name, StringComparer.Ordinal);
}

using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Schema;

/// <summary>The genesis file's single values: name, time, limits, rule version.</summary>
internal static class GenesisParameters
{
    private const uint CallsMax = 256;
    private const uint BatchBytesMax = 16 * 1024 * 1024;
    private const long NotAfterMsMax = 24L * 60 * 60 * 1000;

    internal static void Write(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        var content = genesis.Content;
        if (FieldRules.Text(content.Name, "The chain's name", FieldRules.NameCharsMax) is { IsRefused: true } badName)
        {
            errors.Add(badName.Detail);
        }

        if (content.Time <= 0)
        {
            errors.Add($"The time of block 0 is {content.Time}; it must be after 1970.");
        }

        if (content.RuleVersion == 0)
        {
            errors.Add("The rule version is 0; the first is 1.");
        }

        CheckLimits(content.Limits, errors);
        MembershipTables.Limits.Write(state, MembershipTables.Limits.Key(MembershipTables.Current), content.Limits);
        MembershipTables.Rules.Write(
            state, MembershipTables.Rules.Key(MembershipTables.Current), new RuleVersion { Version = content.RuleVersion });
    }

    private static void CheckLimits(ChainLimits limits, List<string> errors)
    {
        if (limits.CallsMax is 0 or > CallsMax)
        {
            errors.Add($"calls_max is {limits.CallsMax}; it must be 1 to {CallsMax}.");
        }

        if (limits.BatchBytesMax is 0 or > BatchBytesMax)
        {
            errors.Add($"batch_bytes_max is {limits.BatchBytesMax}; it must be 1 to {BatchBytesMax}.");
        }

        if (limits.TransactionBytesMax == 0 || limits.TransactionBytesMax > limits.BatchBytesMax)
        {
            errors.Add($"transaction_bytes_max is {limits.TransactionBytesMax}; it must be 1 to batch_bytes_max, {limits.BatchBytesMax}.");
        }

        if (limits.NotAfterMsMax is <= 0 or > NotAfterMsMax)
        {
            errors.Add($"not_after_ms_max is {limits.NotAfterMsMax}; it must be 1 to {NotAfterMsMax}.");
        }
    }
}

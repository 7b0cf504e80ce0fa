using Ledger.Protocol.Proofs;

namespace Ledger.Client;

/// <summary>Finds every error in <see cref="LedgerClientOptions"/>, not only the first.</summary>
public static class LedgerClientOptionsValidator
{
    /// <summary>All errors in words; none for options that will do.</summary>
    public static IReadOnlyList<string> Validate(LedgerClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        Require(errors, options.Genesis is not null, "Genesis: a genesis file is needed (GenesisFile.Parse).");
        Require(
            errors,
            options.Node is { IsAbsoluteUri: true, Scheme: "http" or "https" },
            $"Node: {options.Node} is not an absolute http or https address, such as http://localhost:7300.");
        Require(errors, options.Signer is null or { Key: not null }, "Signer: it has no key.");
        Require(errors, options.Caller is null or { Key: not null }, "Caller: it has no key.");
        if (options.AuthenticateTo is not null)
        {
            Require(errors, (options.Caller ?? options.Signer) is not null, "AuthenticateTo: a Caller or a Signer signs the call tokens.");
            Require(
                errors,
                options.Node is not { IsAbsoluteUri: true, Scheme: "http", IsLoopback: false },
                $"AuthenticateTo: {options.Node} is reached in clear, and whoever sees a call token can show it; use https.");
        }

        Between(errors, nameof(options.CallTimeout), options.CallTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        Between(errors, nameof(options.FinalityTimeout), options.FinalityTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24));
        Between(errors, nameof(options.Lifetime), options.Lifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        Between(errors, nameof(options.HeadRefresh), options.HeadRefresh, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        if (options.MaxHeadAge != Timeout.InfiniteTimeSpan)
        {
            Between(errors, nameof(options.MaxHeadAge), options.MaxHeadAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
        }

        Require(errors, Enum.IsDefined(options.StaleHeads), $"StaleHeads: {options.StaleHeads} is no policy.");
        Require(errors, options.Checkpoint is not { Height: 0 }, "Checkpoint: block 0 is the genesis file's own; pin a later one.");
        Between(errors, nameof(options.MessageBytesMax), options.MessageBytesMax, 64 * 1024, 256 * 1024 * 1024);
        Between(errors, nameof(options.ValidatorChangesMax), options.ValidatorChangesMax, 1, 10_000);
        Between(errors, nameof(options.PageEntries), options.PageEntries, 2, StateLimits.PageEntriesMax);
        Require(errors, options.Time is not null, "Time: a clock is needed.");
        Require(errors, options.Log is not null, "Log: a logger factory is needed; NullLoggerFactory.Instance logs nothing.");
        if (options.Retry is not { } retry)
        {
            errors.Add("Retry: options are needed.");
            return errors;
        }

        Between(errors, "Retry.AttemptsMax", retry.AttemptsMax, 1, 100);
        Between(errors, "Retry.DelayMax", retry.DelayMax, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Between(errors, "Retry.DelayFirst", retry.DelayFirst, TimeSpan.FromMilliseconds(1), retry.DelayMax);
        return errors;
    }

    private static void Require(List<string> errors, bool holds, string error)
    {
        if (!holds)
        {
            errors.Add(error);
        }
    }

    private static void Between<T>(List<string> errors, string name, T value, T least, T most)
        where T : IComparable<T> =>
        Require(errors, value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, $"{name}: {value} is not between {least} and {most}.");
}

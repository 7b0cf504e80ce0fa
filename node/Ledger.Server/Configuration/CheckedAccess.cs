using Ledger.Api.Access;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.Server.Configuration;

/// <summary>Reads whom a node serves, and names every fault.</summary>
internal static class CheckedAccess
{
    internal static AccessOptions Read(ConfiguredAccess access, List<string> faults)
    {
        if (access.CallsPerSecond < 0)
        {
            faults.Add($"access.calls_per_second: it is {access.CallsPerSecond}, and must be 0, for no limit, or more.");
        }

        var open = access.Open?.Select(word => GroupOf(word, faults)).OfType<AccessGroup>();
        faults.AddRange(access.Callers.GroupBy(caller => caller.Name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"access.callers: two are called {group.Key}."));
        var read = new AccessOptions
        {
            Callers = [.. access.Callers.Select(caller => CallerOf(caller, faults)).OfType<NamedCaller>()],
            CallsPerSecondMax = access.CallsPerSecond,
        };
        return open is null ? read : read with { Open = open.ToHashSet() };
    }

    private static AccessGroup? GroupOf(string word, List<string> faults)
    {
        if (WordOf<AccessGroup>(word) is { } group)
        {
            return group;
        }

        faults.Add($"access.open: '{word}' is none of {Words<AccessGroup>(AccessGroup.Status)}.");
        return null;
    }

    private static NamedCaller? CallerOf(ConfiguredCaller caller, List<string> faults)
    {
        var before = faults.Count;
        if ((caller.Pin is null) == (caller.Certificate is null))
        {
            faults.Add($"access.callers: {caller.Name}: name either the pin of its TLS key or the id of its certificate.");
        }

        if (caller.Pin is { } pin && !TlsPin.TryParse(pin, out _))
        {
            faults.Add($"access.callers: {caller.Name}: a pin has 64 lower-case hexadecimal digits.");
        }

        var certificate = default(Digest);
        if (caller.Certificate is { } id && !Digest.TryParse(id, out certificate))
        {
            faults.Add($"access.callers: {caller.Name}: a certificate's id has 64 hexadecimal digits.");
        }

        var role = WordOf<AccessRole>(caller.Role);
        if (role is null or AccessRole.Anyone)
        {
            faults.Add($"access.callers: {caller.Name}: '{caller.Role}' is none of {Words(AccessRole.Anyone)}.");
        }

        if (caller.CallsPerSecond < 0)
        {
            faults.Add($"access.callers: {caller.Name}: calls_per_second is {caller.CallsPerSecond}, and must be 0 or more.");
        }

        return faults.Count == before
            ? new NamedCaller(caller.Name, caller.Pin, caller.Certificate is null ? null : certificate, role!.Value, caller.CallsPerSecond)
            : null;
    }

    private static T? WordOf<T>(string word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => value.ToString().ToLowerInvariant() == word).Select(value => (T?)value).FirstOrDefault();

    private static string Words<T>(T without)
        where T : struct, Enum =>
        string.Join(", ", Enum.GetValues<T>().Where(value => !value.Equals(without)).Select(value => value.ToString().ToLowerInvariant()));
}

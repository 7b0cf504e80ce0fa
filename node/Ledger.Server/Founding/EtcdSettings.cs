using System.Globalization;

namespace Ledger.Server.Founding;

/// <summary>
/// A member's flags as variables of its environment, a line each, which etcd reads by itself: so systemd and <c>ledger net</c> start it
/// from one file.
/// </summary>
internal static class EtcdSettings
{
    /// <summary>What etcd's variables begin with.</summary>
    internal const string Prefix = "ETCD_";

    internal const string Name = Prefix + "NAME";
    internal const string ClientAddress = Prefix + "ADVERTISE_CLIENT_URLS";

    /// <summary><c>--data-dir=x</c> as <c>ETCD_DATA_DIR=x</c>; a flag without a value is switched on.</summary>
    internal static string OfFlag(string flag)
    {
        var parts = flag.TrimStart('-').Split('=', 2);
        return $"{Prefix}{parts[0].Replace('-', '_').ToUpper(CultureInfo.InvariantCulture)}={(parts.Length == 2 ? parts[1] : "true")}";
    }

    /// <summary>The variables of a file; comments and empty lines are passed over.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static IReadOnlyDictionary<string, string> Read(string path) => File.ReadAllLines(path)
        .Where(line => line.StartsWith(Prefix, StringComparison.Ordinal) && line.Contains('='))
        .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}

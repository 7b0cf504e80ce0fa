namespace Ledger.Certificates.Paths;

/// <summary>Whether a name is within the subtree of a constraint (RFC 5280 §4.2.1.10).</summary>
internal static class NameMatching
{
    /// <summary>
    /// An address matches itself, its host, or with a leading point the domain above its host. The part before @ is compared as it is.
    /// </summary>
    internal static bool IsEmailWithin(string email, string constraint)
    {
        var at = email.LastIndexOf('@');
        if (at < 0)
        {
            return false;
        }

        var host = email[(at + 1)..];
        var constraintAt = constraint.LastIndexOf('@');
        return constraintAt >= 0
            ? string.Equals(email[..at], constraint[..constraintAt], StringComparison.Ordinal) &&
                IsSameHost(host, constraint[(constraintAt + 1)..])
            : IsHostWithin(host, constraint);
    }

    /// <summary>A host matches its domain: any labels may stand before it.</summary>
    internal static bool IsDnsWithin(string name, string constraint)
    {
        var domain = constraint.StartsWith('.') ? constraint[1..] : constraint;
        return domain.Length == 0 || (IsSameHost(name, domain) && domain.Length == constraint.Length) || IsBelow(name, domain);
    }

    /// <summary>An identifier matches by its host; one without a host name never does.</summary>
    internal static bool IsUriWithin(string uri, string constraint) => HostOf(uri) is { } host && IsHostWithin(host, constraint);

    /// <summary>The host name of an identifier; null where it has none, or a numeric address.</summary>
    internal static string? HostOf(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var authority = uri[(start + 3)..];
        var end = authority.AsSpan().IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.LastIndexOf(':');
        var host = port < 0 ? authority : authority[..port];
        return host.Length == 0 || host[0] == '[' || host.All(character => char.IsAsciiDigit(character) || character == '.') ? null : host;
    }

    /// <summary>The constraint is an address and its mask, each as long as the name.</summary>
    internal static bool IsAddressWithin(ReadOnlySpan<byte> address, ReadOnlySpan<byte> constraint)
    {
        if (constraint.Length != 2 * address.Length)
        {
            return false;
        }

        for (var i = 0; i < address.Length; i++)
        {
            if (((address[i] ^ constraint[i]) & constraint[address.Length + i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHostWithin(string host, string constraint) =>
        constraint.StartsWith('.') ? IsBelow(host, constraint[1..]) : IsSameHost(host, constraint);

    private static bool IsBelow(string host, string domain) => host.Length > domain.Length + 1
        && host[host.Length - domain.Length - 1] == '.'
        && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase);

    private static bool IsSameHost(string host, string other) => string.Equals(host, other, StringComparison.OrdinalIgnoreCase);
}

using Ledger.Certificates.Paths;

namespace Ledger.Certificates.Profiles;

/// <summary>The profiles that come with this library: the JSON files beside this code.</summary>
public static class CaProfiles
{
    /// <summary>The profile of an authority that no other names: the standards as they stand.</summary>
    public const string DefaultName = "gb-t-20518";

    private static readonly Lazy<IReadOnlyList<CaProfile>> Loaded = new(Load);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<CaProfile> All => Loaded.Value;

    /// <summary>The profile called <paramref name="name"/>; null where there is none.</summary>
    public static CaProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>
    /// The one profile of a judged path: that which the anchor names; otherwise of the authorities from the anchor down the first
    /// that a profile recognises, the national root aside, since every authority is below it; otherwise the default. Nothing is tried
    /// twice.
    /// </summary>
    /// <exception cref="ArgumentException">The anchor names a profile that does not exist.</exception>
    public static CaProfile For(PathResult path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Anchor?.ProfileName is { } name)
        {
            return Find(name) ?? throw new ArgumentException($"There is no CA profile {name}.", nameof(path));
        }

        CaProfile? found = null;
        for (var i = path.Chain.Count - 1; i >= 0 && found is null or { Name: "nrcac" }; i--)
        {
            var authority = i == 0 ? path.Chain[0].Issuer : path.Chain[i].Subject;
            found = All.FirstOrDefault(profile => profile.Authorities.Any(pattern => pattern.Matches(authority))) ?? found;
        }

        return found ?? Find(DefaultName)!;
    }

    private static CaProfile[] Load()
    {
        var assembly = typeof(CaProfiles).Assembly;
        var profiles = new List<CaProfile>();
        foreach (var name
            in assembly.GetManifestResourceNames().Where(name => name.StartsWith("CaProfiles/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            profiles.Add(CaProfileJson.Read(bytes));
        }

        return [.. profiles];
    }
}

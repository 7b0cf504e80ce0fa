using Ledger.Crypto;

namespace Ledger.Seeds;

/// <summary>Puts the test consortium on disk, for nodes and the command line.</summary>
public static class ConsortiumFiles
{
    /// <summary>The PIN of every key file of a test consortium. It protects nothing: the keys follow from the seed anyway.</summary>
    public const string TestPin = "ledger-test";

    /// <summary>The genesis file's name.</summary>
    public const string GenesisName = "genesis.json";

    /// <summary>
    /// Writes <c>genesis.json</c>, <c>members/NAME.key</c> and <c>.crt</c> for each validator's owner and guarantor, and
    /// <c>validators/NAME.key</c>. Files that are there already are left alone, but a genesis of another consortium is refused.
    /// </summary>
    /// <exception cref="InvalidDataException">The directory holds another genesis.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void WriteTo(this ConsortiumSeed consortium, string directory)
    {
        ArgumentNullException.ThrowIfNull(consortium);
        Directory.CreateDirectory(directory);
        WriteGenesis(consortium, Path.Combine(directory, GenesisName));
        var members = Directory.CreateDirectory(Path.Combine(directory, "members")).FullName;
        foreach (var validator in consortium.Validators)
        {
            WriteMember(members, validator.Name, validator.Owner);
            WriteKey(Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "validators")).FullName, validator.Name), validator.KeyPair);
        }

        foreach (var (guarantor, entry) in consortium.Guarantors.Zip(MemberCatalog.Guarantors))
        {
            WriteMember(members, entry.KeyName, guarantor.Participant);
        }
    }

    private static void WriteGenesis(ConsortiumSeed consortium, string path)
    {
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, consortium.GenesisBytes.Span);
        }
        else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(consortium.GenesisBytes.Span))
        {
            throw new InvalidDataException($"{path} is the genesis of another chain; choose another directory, or remove it to start over.");
        }
    }

    private static void WriteMember(string directory, string name, Participant participant)
    {
        WriteKey(Path.Combine(directory, name), participant.KeyPair);
        File.WriteAllBytes(Path.Combine(directory, $"{name}.crt"), participant.Certificate.Der.Span);
    }

    private static void WriteKey(string pathWithoutExtension, KeyPair pair)
    {
        var path = $"{pathWithoutExtension}.key";
        if (!File.Exists(path))
        {
            KeyFile.Create(path, pair, TestPin);
        }
    }
}

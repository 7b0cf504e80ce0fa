using Ledger.Crypto.Keys;

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
    /// <c>validators/NAME.key</c> and <c>NAME.receipts.key</c>. Files that are there already are left alone, but a genesis of another
    /// consortium is refused.
    /// </summary>
    /// <exception cref="InvalidDataException">The directory holds another genesis.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void WriteTo(this ConsortiumSeed consortium, string directory)
    {
        ArgumentNullException.ThrowIfNull(consortium);
        Directory.CreateDirectory(directory);
        WriteGenesis(consortium, Path.Combine(directory, GenesisName));
        var members = Directory.CreateDirectory(Path.Combine(directory, "members")).FullName;
        var validators = Directory.CreateDirectory(Path.Combine(directory, "validators")).FullName;
        var participants = consortium.Validators.Select(validator => (validator.Name, Participant: validator.Owner))
            .Concat(MemberCatalog.Guarantors.Zip(consortium.Guarantors, (entry, guarantor) => (Name: entry.KeyName, guarantor.Participant)))
            .Append((Name: MemberCatalog.Issuer.KeyName, Participant: consortium.Issuer)).ToList();
        foreach (var (name, participant) in participants)
        {
            File.WriteAllBytes(Path.Combine(members, $"{name}.crt"), participant.Certificate.Der.Span);
        }

        // The PIN stands in the code, so there is nothing for a slow derivation to protect.
        Parallel.ForEach(
            participants.Select(member => (Path: Path.Combine(members, $"{member.Name}.key"), member.Participant.KeyPair))
                .Concat(
                    consortium.Validators.Select(validator => (Path: Path.Combine(validators, $"{validator.Name}.key"), validator.KeyPair)))
                .Concat(
                    consortium.Validators.Select(
                        validator => (Path: Path.Combine(validators, $"{validator.Name}.receipts.key"), KeyPair: validator.Receipts)))
                .Where(key => !File.Exists(key.Path)),
            key => KeyFile.Create(key.Path, key.KeyPair, TestPin, KeyFileCost.OfKnownKeys));
    }

    private static void WriteGenesis(ConsortiumSeed consortium, string path)
    {
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, consortium.GenesisBytes.Span);
        }
        else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(consortium.GenesisBytes.Span))
        {
            throw new InvalidDataException(
                $"{path} is the genesis of another chain; choose another directory, or remove it to start over.");
        }
    }
}

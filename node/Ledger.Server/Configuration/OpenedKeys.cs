using Ledger.Crypto.Keys;
using Ledger.Host.Consortium;
using Ledger.Protocol;

namespace Ledger.Server.Configuration;

/// <summary>The genesis and the keys that a configuration names, opened; what is wrong with them goes to its faults.</summary>
internal sealed class OpenedKeys(List<string> faults) : IDisposable
{
    private readonly List<KeyPair> _keys = [];

    internal GenesisFile? ReadGenesis(string path)
    {
        try
        {
            return GenesisFile.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            faults.Add($"genesis: {e.Message}");
            return null;
        }
    }

    /// <summary>A validator with both its keys; null where one does not open.</summary>
    internal ConsortiumValidator? Open(ConfiguredValidator validator)
    {
        if (ReadPin(validator) is not { } pin)
        {
            return null;
        }

        var (voting, receipts) = (OpenKey(validator.Name, validator.Key, pin), OpenKey(validator.Name, validator.Receipts, pin));
        if (voting is null || receipts is null)
        {
            return null;
        }

        if (voting.PublicKey.Equals(receipts.PublicKey))
        {
            faults.Add($"{validator.Name}: receipts would be signed with the key that votes. Give them a key of their own.");
        }

        return new ConsortiumValidator(validator.Name, voting.CreateSigner(), receipts.CreateSigner());
    }

    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }

    private string? ReadPin(ConfiguredValidator validator)
    {
        try
        {
            var text = StrictText.Decode(File.ReadAllBytes(validator.PinFile), validator.PinFile);
            return text.ReplaceLineEndings("\n").Split('\n')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            faults.Add($"{validator.Name}: the PIN cannot be read: {e.Message}");
            return null;
        }
    }

    private KeyPair? OpenKey(string name, string path, string pin)
    {
        try
        {
            if (KeyFile.TryOpen(path, pin, out var error) is { } key)
            {
                _keys.Add(key);
                return key;
            }

            faults.Add($"{name}: key file {path} does not open: {error.Words()}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{name}: key file {path} cannot be read: {e.Message}");
        }

        return null;
    }
}

using System.Runtime.InteropServices;

namespace Ledger.Crypto.OpenSsl;

/// <summary>Memory that libcrypto allocated for us.</summary>
internal abstract class OpenSslHandle : SafeHandle
{
    protected OpenSslHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;
}

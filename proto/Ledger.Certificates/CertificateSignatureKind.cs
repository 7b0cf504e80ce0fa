namespace Ledger.Certificates;

/// <summary>Kinds of signatures on certificates.</summary>
internal enum CertificateSignatureKind
{
    Unsupported,
    Sm2,
    Ecdsa,
    RsaPkcs1,
    RsaPss,
}

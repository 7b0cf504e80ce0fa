using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Seeds;

/// <summary>An organisation of the test consortium with its signing key and certificate.</summary>
/// <param name="Uscc">Its unified social credit code: invented, with a valid check character.</param>
/// <param name="Name">Its name; all but the public bodies' are invented.</param>
/// <param name="KeyPair">Its signing key, derived from the seed.</param>
/// <param name="Certificate">Its certificate, issued by a test authority.</param>
/// <param name="CertificateId">The certificate's id on the chain: what a transaction names as its signer.</param>
public sealed record Participant(string Uscc, string Name, KeyPair KeyPair, Certificate Certificate, Digest CertificateId);

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Whether the one who asks may see how to reach a protected client (turvakielto). Said at every reading; there is no default.</summary>
public enum DetailsRight
{
    OrdinaryOnly,
    ProtectedToo,
}

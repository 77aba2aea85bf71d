namespace Palveluohjaus.Guidance.Audit;

/// <summary>Who signed in to this request. The host says how to find out.</summary>
public sealed class CurrentActor(Func<Actor?> find)
{
    /// <exception cref="InvalidOperationException">Nobody has: the endpoint let someone in without asking who it is.</exception>
    public Actor Actor => Find() ?? throw new InvalidOperationException("Nobody has signed in.");

    /// <returns>Null when nobody has signed in.</returns>
    public Actor? Find() => find();
}

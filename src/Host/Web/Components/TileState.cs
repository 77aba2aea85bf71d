namespace Palveluohjaus.Web.Components;

/// <summary>A number never stands alone, and a missing one is said in words: never a blank or a zero.</summary>
public enum TileState
{
    Ok,

    /// <summary>Too few to be shown without showing whom.</summary>
    Suppressed,
    NotComputable,
}

namespace Palveluohjaus.Segmentation.Scheme;

/// <summary>One of the two axes of a scheme.</summary>
public enum Axis
{
    /// <summary>Complexity of the situation and its risks, rated by the professional.</summary>
    Need,

    /// <summary>Coping and support, rated first by the client.</summary>
    Resources,
}

/// <summary>The side of an axis on which a score falls.</summary>
public enum AxisSide
{
    /// <summary>Under the threshold: little need, or weak resources.</summary>
    Low,

    /// <summary>At the threshold or over it: great need, or strong resources.</summary>
    High,
}

"""Step 2: the endorsement of the highest authority."""

from proposals.steps.step import Field, Step, options

STEP = Step(
    slug="aval",
    title="Aval institucional",
    intro="El respaldo de la máxima autoridad: se pide, se concede o se niega, con fecha y razón.",
    fields=(
        Field(
            key="aval_estado",
            label="Estado del aval",
            kind="choice",
            sealed=True,
            audience="interno",
            options=options(
                ("por-pedir", "Por pedir"),
                ("pedido", "Pedido"),
                ("concedido", "Concedido"),
                ("negado", "Negado"),
            ),
        ),
        Field(key="aval_autoridad", label="Quién lo da", sealed=True),
        Field(key="aval_cargo", label="Cargo", sealed=True),
        Field(key="aval_fecha", label="Fecha del aval", kind="date", sealed=True),
        Field(
            key="aval_razon",
            label="Razón o condiciones",
            kind="text",
            sealed=True,
            audience="interno",
        ),
        Field(
            key="entidad_nombre", label="Entidad que postula", required=True, source="agency.name"
        ),
        Field(key="entidad_nit", label="NIT", source="agency.nit"),
        Field(
            key="entidad_naturaleza",
            label="Naturaleza jurídica",
            help="Por ejemplo: entidad pública territorial del orden municipal.",
            source="agency.nature",
        ),
        Field(key="entidad_direccion", label="Dirección", source="agency.address"),
        Field(
            key="entidad_pic",
            label="PIC (código de participante de la Unión Europea)",
            source="agency.pic",
        ),
        Field(
            key="representante_nombre", label="Representante legal", source="agency.representative"
        ),
        Field(
            key="representante_cargo",
            label="Cargo del representante",
            source="agency.representative_position",
        ),
    ),
)
